# The words of Exodus in English. Short, warm, exact; no officialese, guilt or hurry. One emoji per notion.

## Buttons
btn-home = 🏠 Home
btn-back = ⬅️ Back
btn-ask = 🙏 Ask for help
btn-my-request = 🙏 My request
btn-give = ❤️ I want to help
btn-pledge = ❤️ My intention
btn-promises = 🤝 Promises
btn-network = 👥 My network
btn-invite = 🔗 Invite a friend
btn-share = 🔗 Send to a friend
btn-help = ℹ️ How it works
btn-card-help = ℹ️ What is this
btn-rules = ℹ️ Rules
btn-privacy = ℹ️ My data and privacy
btn-settings = ⚙️ Settings
btn-language = ⚙️ Language
btn-yes = ✅ Yes
btn-no = ❌ No
btn-cancel = ❌ Cancel
btn-skip = ⏭ Skip
btn-publish = ✅ Publish
btn-confirm = ✅ All correct
btn-help-now = 🤝 Help now
btn-from-pledge = 🤝 From my intention: { $amount }
btn-wait-on = ⏳ Wait a little more
btn-still-needed = ✅ Yes, still needed
btn-reopen = ▶️ Open again
btn-helpers = 👥 Who helps
btn-clear = 🗑 Remove
btn-edit-whom = ✏️ For whom
btn-edit-when = ✏️ By which day
btn-edit-link = ✏️ Link
btn-edit-reach = ✏️ Who sees it
btn-edit-more = ✏️ Something else
btn-help-early = 🤝 Help earlier: { $name }
btn-story = ℹ️ Whole story
btn-edit-title = ✏️ Title
btn-edit-amount = ✏️ Amount
btn-edit-story = ✏️ Story
btn-edit-details = 💳 How to hand over help
btn-edit-pledge = ✏️ Change the amount
btn-edit-ceiling = ✏️ My limit
btn-pause = ⏸ Pause
btn-resume = ▶️ Resume
btn-close-request = ❌ Close the request
btn-withdraw = ❌ Withdraw
btn-undo = ↩️ Put it back
btn-accept-all = 🤝 Accept all
btn-accept-late = 🤝 { $name }: { $amount }
btn-change = ✏️ Change
btn-skip-month = ❌ Skip this month
btn-why = ℹ️ Why this way
btn-decline-one = ❌
btn-handed-over = 👍 Handed over
btn-already = 👍 Already handed over
btn-received = 👍 Received
btn-received-all = 👍 Received all of it
btn-part = ✏️ Only part
btn-not-yet = ⏳ Not yet
btn-later = ⏳ Remind me tomorrow
btn-release = ❌ It won't work out
btn-let-go = ❌ No longer needed
btn-ask-now = ⏳ Ask for it now
btn-add-note = ✏️ Add a few words
btn-listen = ℹ️ Listen
btn-details = 💳 Payment details
btn-my-details = 💳 My payment details
btn-choose-details = ✏️ Choose for my request
btn-detail-add = 💳 Add
btn-detail-default = ✅ Make them the main ones
btn-detail-remove = 🗑 Remove
btn-details-log = ℹ️ Who opened them
btn-write = ✉️ Write
btn-thank = 👍 Say thank you
btn-list-open = 🤝 I promise ({ $count })
btn-list-to-me = 🤝 Promised to me ({ $count })
btn-list-waiting = 👍 To be confirmed ({ $count })
btn-list-archive = 🗓 Confirmed help ({ $count })
btn-list-unfinished = 🗓 Not finished ({ $count })
btn-find-person = 👥 Find by person
btn-find-name = ✏️ Type a name
btn-promises-file = 🗓 Save as a file
btn-card-waiting = 🗓 Who to help this month
btn-open-promise = 🤝 Open the promise
btn-recommend = 🗣 Recommend
btn-recommended = 🗣 My recommendation
btn-recommend-show = 🗣 Show it to people I know
btn-recommend-again = 🗣 Yes, I confirm
btn-recommend-renew = 🗣 Confirm for another year
btn-recommend-withdraw = ❌ Take it back
btn-reason-KNOW_IN_PERSON = 🗣 I know them in person
btn-reason-HELPED_BEFORE = 🗣 There was help before
btn-reason-RELATIVE = 🗣 We are relatives
btn-reason-NEIGHBOUR = 🗣 We are neighbours
btn-request-more = ℹ️ Tell me more
btn-help-link = 🔗 Link to this request
btn-help-link-revoke = ❌ Revoke all links
btn-introduce = 👥 Introduce to others
btn-human = ✉️ Ask a person

## General
as-typed = { $text }
somebody-gone = deleted member
form-left = The earlier questions are closed, nothing was saved.
form-goes-on = Let's go on from the same question.
press-start = To begin, tap /start
form-closed = These questions are already closed.
nothing-to-cancel = Nothing to cancel: there are no open questions.
cancelled = All right, nothing was saved.
typed-cancel = cancel
typed-back = back
typed-skip = skip, no, none
typed-thanks = thanks, thank you, thank you very much, many thanks
typed-hello = hello, hi, good morning, good afternoon, good evening
said-thanks = Thank you, too!
said-hello = Hello! Here is the home screen.
outdated = Something has changed here. This is how it is now.
neutral = This is not here, or it is already closed.
something-wrong = Something went wrong, and it is not your fault. Please try again a little later.
slow-down = That was very quick. Please wait a few seconds and press again.
group-only-private = Exodus talks only in private: { $link }
unknown-text = I understand buttons and short questions, for example: <i>money</i>. Here is the home screen.
text-cut = It came out longer than fits here, so the end was cut off.

## Home
home =
    <b>Exodus</b>
    Here people who know each other help one another directly.
home-no-request = 🙏 You are not asking for anything now.
home-request = 🙏 Your request: <b>{ $title }</b>. Received { $received } of { $need }.
home-request-paused = 🙏 Your request “{ $title }” is paused.
home-pledge = ❤️ You are ready to give <b>{ $amount }</b> a month.
home-pledge-paused = ❤️ Your intention is paused.
home-promises = { $count ->
    [0] 🤝 You have no open promises.
    [one] 🤝 You have { $count } open promise.
   *[other] 🤝 You have { $count } open promises.
}

## Joining
welcome-alone =
    Hello, { $name }!
    Here people arrange to help each other. No money passes through the bot.
    For now you see nobody, and nobody sees you. Invite a friend: 🔗. Or ask them for their link.
welcome-invited =
    Hello, { $name }!
    You and <b>{ $issuer }</b> are now connected: you see each other’s requests. They are here: 👥 My network.
    No money passes through the bot, it helps people arrange things.
invite-dead = This link no longer works. Please ask whoever sent it for a new one.
invite-own = This is your own link. Send it to a friend.
invite-already = You and <b>{ $issuer }</b> are already connected.
invite-ask =
    <b>{ $issuer }</b> would like to be connected with you.
    If you agree, you will see each other's requests. Shall we connect you?
invite-connected = Done: you and <b>{ $issuer }</b> are connected and can see each other's requests.
invite-waits = Your answer is noted. You will be connected again once you both want it.
invite-declined = All right, you are not connected. Nobody will know.

## Inviting
invite-card =
    🔗 <b>A link for your friend</b>
    { $link }

    Anyone who joins with it is connected with you at once: you will see each other's requests.
    Invite people you trust. The link works until { $day }.
invite-share-text = Join me here: people who know each other help one another directly.

## Network
network =
    👥 <b>My network</b>
    { $contacts ->
        [0] You know nobody here yet. Invite a friend, or ask for their link.
        [one] You know { $contacts } person here.
       *[other] You know { $contacts } people here.
    }
    { $requests ->
        [0] There are no requests for you to see now.
       *[other] Asking for help: { $requests }. Press a request to learn more.
    }
row-request = { $emoji } { $name }: { $title }

## A request
request-head = { $emoji } <b>{ $title }</b>
request-path = You → { $path }
request-need = 💰 Needed: <b>{ $need }</b>, { $when }
request-numbers =
    🤝 Promised: { $promised }
    👍 Received: { $received }
request-intended = ❤️ People mean to help with { $amount } more
request-voice = 🎤 There is a voice message.
request-link = 🔗 <a href="{ $link }">{ $host }</a>
request-left = Still needed: <b>{ $missing }</b>
request-covered = Everything needed is promised for now. Thank you!
request-who-MYSELF = Help for { $name }
request-who-CHILD = { $people ->
    [one] Help for { $name } and a child, { $people } person in all
   *[other] Help for { $name } and a child, { $people } people in all
}
request-who-PARENT = { $people ->
    [one] Help for { $name } and parents, { $people } person in all
   *[other] Help for { $name } and parents, { $people } people in all
}
request-who-OTHER = { $people ->
    [one] Help for { $name } and loved ones, { $people } person in all
   *[other] Help for { $name } and loved ones, { $people } people in all
}
request-who-WORK = Help for { $name }, to do unpaid work for others
request-when-day = every month, by the { $day ->
    [1] 1st
    [2] 2nd
    [3] 3rd
    [21] 21st
    [22] 22nd
    [23] 23rd
    [31] 31st
   *[other] { $day }th
}
request-when-end = every month, by the end of the month
request-when-deadline = by { $day }
own-request = 🙏 <b>Your request: { $title }</b>
request-state-ACTIVE = People you know can see it.
request-state-PAUSED = It is paused: nobody sees it.
request-state-CLOSED = It is closed.
request-locked = 🔒 It is locked: nobody sees it. To unlock: /lock
request-recently-changed = ⚠️ Something here was changed recently; if in doubt, please call.
request-held = It waits while your urgent request is open.
request-silent = It is paused, because there was no word for a long time. If help is still needed, press ▶️.
request-reopened = ▶️ The request is open again: people you know see it.
request-helpers = 👥 Helping: { $names }
helpers-card = 👥 <b>Who helps: { $title }</b>
helpers-line = • { $name }: promised { $promised }, received { $received }
row-other-request = { $emoji } { $title }: paused
still-needed-now = ✅ Fine, the request stays open.
close-outcome =
    <b>How did it end?</b>
    Write one line: everyone who helped will get it. Or skip.
close-outcome-said = They will read: “{ $outcome }”
request-published =
    ✅ <b>Your request is published.</b>
    { $count ->
        [0] There is nobody to see it yet: invite people you know with your link.
        [one] { $count } person you know can see it, and we will tell them.
       *[other] { $count } people you know can see it, and we will tell them.
    }
    You can change or close it at any time: /ask
request-changed = ✅ Your request is changed. Everyone who sees it will see the new words.
request-details-changed = ✅ Changed. For three days your request will say so. We ask those who recommend it once more; until they answer, only people you know see it.
request-paused = ⏸ Done. No message is sent about it. Promises still stand.
request-resumed = ▶️ People you know can see your request again.
request-closed-now = ✅ Your request is closed. We will tell those who helped. Open promises still stand.
request-close-ask =
    Close the request “{ $title }”?
    Everyone who helped will get a short message about it.

## Questions of /ask
ask-kind =
    🙏 <b>What kind of help do you need?</b>
    🔆 Every month: a little at a time, until you close it.
    🆘 Urgent: once, and by a certain day.
btn-kind-monthly = 🔆 Every month
btn-kind-emergency = 🆘 Urgent, once
ask-for-whom = <b>Who is the help for?</b>
btn-for-MYSELF = For me
btn-for-CHILD = For me and a child
btn-for-PARENT = For me and my parents
btn-for-OTHER = For me and other loved ones
btn-for-WORK = My unpaid work for others
ask-people = <b>How many people is it for, counting you?</b>
ask-title =
    <b>What do you need help with?</b>
    A few words, up to 60 characters. For example: <i>medicine for my mum</i>. Or choose a button.
ready-title-1 = Medicine and treatment
ready-title-2 = Food
ready-title-3 = Housing
ready-title-4 = Travel
ask-amount-monthly =
    <b>How much do you need each month?</b>
    Write the amount, for example: <i>{ EXAMPLE(150) }</i>, or press a button.
ask-amount-emergency =
    <b>How much do you need?</b>
    Write the amount, for example: <i>{ EXAMPLE(150) }</i>, or press a button.
ask-day =
    <b>By which day of the month do you need it?</b>
    Choose one, or write a number from 1 to 31.
btn-day = { $day ->
    [1] 1st
    [2] 2nd
    [3] 3rd
    [21] 21st
    [22] 22nd
    [23] 23rd
    [31] 31st
   *[other] { $day }th
}
btn-day-end = By the end of the month
ask-deadline =
    <b>By which day do you need it?</b>
    Choose one, or write a date, for example: <i>{ $example }</i>. Up to 30 days ahead.
ask-deadline-invalid = A date within the next 30 days is needed, for example: <i>{ $example }</i>
btn-in-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
ask-how =
    <b>How can the help reach you?</b>
    Write where to send it (a phone or card number, for example). Only someone who has promised to help will see this. Or skip it: they will write to you.
btn-how-write = ⏭ Write to me
ask-story =
    <b>Would you like to tell more?</b>
    Write it or say it in a voice message, up to 500 characters.
ask-link =
    <b>Is there a link where people can read or talk about this?</b>
    Send it, or skip.
ask-reach =
    <b>Who may see your request?</b>
    People you know see it at once. Beyond them, it is shown only by someone who knows you and has pressed 🗣.
btn-reach-1 = 1: only people I know
btn-reach-2 = 2: and the people they know
btn-reach-3 = 3: and one circle more
ask-summary = <b>Is everything correct?</b>
ask-summary-amount = 💰 <b>{ $amount }</b>, { $when }
ask-how-details = 💳 Only someone who has promised will see your payment details.
ask-summary-detail = 💳 { $value }
ask-how-write = ✉️ People will write to you.
ask-ring = { $count ->
    [0] You know nobody here yet: the first to see it will be someone you invite.
    [one] { $count } person will see it at once{ $names }.
   *[other] { $count } people will see it at once{ $names }.
}
ask-reach-1 = Your request will go no further.
ask-reach-2 = Beyond that, it is seen by people known to those who know you and have pressed 🗣.
ask-reach-3 = Beyond that, it is seen by people known to those who know you and have pressed 🗣, and in the same way by one circle more.
btn-ask-emergency = 🆘 Urgent request
edit-title = <b>What shall we call your request now?</b> Up to 60 characters.
edit-amount =
    <b>What is the amount now?</b>
    At the moment: { $amount }. In one month it can at most double.
edit-story =
    <b>What shall the story say now?</b>
    Write it or say it in a voice message, up to 500 characters.
edit-link = <b>What is the link now?</b>

## Questions of /give
give-amount =
    ❤️ <b>How much can you give each month without going short yourself?</b>
    Write the amount, for example: <i>{ EXAMPLE(50) }</i>, or press a button. You can change it or take it back at any time, and nobody will know.
give-scope = <b>Who may we offer your help to?</b>
btn-scope-network = 👥 My whole network
btn-scope-chosen = 👤 Only people I choose
give-choose = <b>Choose people.</b> Press a name to mark it.
btn-done = ✅ Done
give-summary =
    <b>Is everything correct?</b>
    ❤️ <b>{ $amount }</b> a month
give-scope-network = For my whole network
give-scope-chosen = Only for: { $names }
give-done =
    ✅ <b>Noted: { $amount } a month.</b> Only you can see this.
    On { $day } you will get a card, if there is someone to help: who, how much and why. Nothing happens unless you agree.
    You can also help right now: open 👥 My network.
give-ceiling-set = Your limit for a month: { $amount }. We will never suggest more than this. Only you can see it.
give-ceiling-raised = From tomorrow your limit will be { $amount }.
pledge-card = ❤️ <b>My intention: { $amount } a month</b>
pledge-standing = ✅ Standing yes: up to { $monthly } a month.
pledge-ceiling = My limit: { $amount } a month. We will never suggest more than this. Only you can see it.
pledge-ceiling-next = From { $day } your limit will be { $amount }.
pledge-state-ACTIVE = It counts towards your next card.
pledge-state-PAUSED = Paused: there will be no cards.
edit-ceiling =
    <b>What is your limit for a month?</b>
    It is what you can give without going short yourself. Now: { $amount }. A higher limit starts tomorrow.
pledge-changed = ✅ Changed. Nobody will know.
pledge-paused-now = ⏸ Paused. Nobody will know.
pledge-resumed = ▶️ Your intention is active again. Only you can see this.
pledge-withdraw-ask = Withdraw your intention? Promises you have already made will stay. Nobody will know.
pledge-withdrawn = ✅ Your intention is withdrawn. Nobody will know.

## Intentions
btn-help-monthly = ❤️ Every month
btn-help-once = ❤️ Once, later
btn-help-already = 👍 Helped already? Note it
btn-promise-rest = 🤝 Promise { $missing }
btn-given-amount = 👍 { $amount } is already handed over
btn-part-now = 🤝 Also for this month: { $amount }
btn-directed = ❤️ People I help
btn-directed-count = ❤️ People I help ({ $count })
btn-open-pledge = ❤️ For my whole network
btn-edit-spread = ✏️ How to divide it
btn-edit-people = ✏️ For whom
btn-standing-yes = ✏️ Standing yes
btn-spread-ONE = ❤️ One request
btn-spread-SEVERAL = ❤️ Several
btn-spread-MANY = ❤️ Many, a little each
btn-start-first = 🗓 Begin on { $day }
btn-start-soon = 🗓 Begin with the next card
btn-scope-except = 👤 Everyone except a few
btn-standing-set = ✅ Switch on
btn-standing-end = ❌ Switch off
btn-standing-named = 👤 Only people I name
btn-standing-helped = 👥 People my help has reached
btn-standing-both = 👥 Both
btn-worth-yes = ✅ Yes, { $worth }
btn-worth-no = ❌ Leave it at { $amount }
help-given-amount =
    👍 <b>How much have you handed over already?</b>
    { $name }, “{ $title }”
    Write the amount or press a button.
help-over =
    { $missing } is still needed now, and you wrote { $amount }.
    <b>Promise what is still needed? Or is this already handed over?</b>
    You can also write another amount.
help-given-summary =
    <b>Is this already handed over?</b>
    👍 <b>{ $amount }</b>{ $form }
    To: { $name }, “{ $title }”
    We will ask whether it has arrived.
help-given-done = 👍 <b>Noted.</b> We will ask whether it has arrived: { $name }.
pledge-to-monthly =
    ❤️ <b>How much can you give for this every month?</b>
    { $name }, “{ $title }”. Needed: { $need }.
    Write the amount or press a button.
pledge-to-once =
    ❤️ <b>How much can you give for this once?</b>
    { $name }, “{ $title }”. Needed: { $need }.
    Write the amount or press a button.
pledge-to-summary-monthly =
    <b>Is everything correct?</b>
    ❤️ <b>{ $amount }</b> every month{ $form }
    For: { $name }, “{ $title }”
pledge-to-summary-once =
    <b>Is everything correct?</b>
    ❤️ <b>{ $amount }</b> once{ $form }
    For: { $name }, “{ $title }”
directed-done = ✅ <b>Noted.</b> Nobody sees your name until you promise.
directed-monthly =
    ❤️ <b>{ $amount }</b> every month{ $form }
    For: <b>{ $name }</b>
directed-once =
    ❤️ <b>{ $amount }</b> once{ $form }
    For: <b>{ $name }</b>
directed-for = What for: { $title }
directed-next-card = On { $day } you will get a card and decide yourself. You can change or withdraw this at any time, nobody will know.
directed-next-offer = On { $day } we will offer to promise it with one press. You can change or withdraw this at any time, nobody will know.
directed-list =
    ❤️ <b>People you want to help</b>
    Only you can see this.
directed-none = ❤️ You have not chosen anyone to help yet. You can do it on any request: the buttons with ❤️.
directed-unseen = A request you cannot see now
row-directed-monthly = { $sign } { $name }: { $amount } a month
row-directed-once = { $sign } { $name }: { $amount } once
directed-state-money = It counts towards your next card.
directed-state-in-kind = On the first we will offer to promise it with one press.
directed-state-paused = Paused: there will be no offers.
directed-state-unseen = You cannot see this request now, so the intention waits.
directed-amount =
    ❤️ <b>How much from now on?</b>
    { $name }: { $amount } so far.
part-less-missing = ✅ <b>Your promise is noted.</b> That much is no longer needed: you promised what still was.
part-less-measure = ✅ <b>Your promise is noted</b> for what was left of your limit this month.
give-scope-except = For my whole network except: { $names }
give-except = <b>Who should we not offer your help to?</b> Press a name to mark it. Nobody will know.
pledge-starts = It counts from { $day }.
pledge-spread-ONE = Divided like this: to one request.
pledge-spread-SEVERAL = Divided like this: between several requests.
pledge-spread-MANY = Divided like this: between many requests, a little each.
pledge-spread-ask = <b>Between how many requests should your help be divided?</b>
standing-yes = ✅ <b>Standing yes</b>
standing-none =
    Only what you accept yourself becomes a promise. But you can agree beforehand: how much a month, how much to one person, and to whom.
    If a card stays unanswered, the standing yes works at the end of the 10th, and we write to you. Until then you can remove it without a trace. After 6 months it ends by itself.
    It is off now.
standing-card =
    Up to { $monthly } a month, up to { $person } to one person.
    It works at the end of the 10th if a card stays unanswered. Until then you can remove it without a trace. It lasts until { $day }.
standing-helped = For people your help has reached.
standing-monthly =
    <b>How much a month may be promised without asking you?</b>
    Write the amount, for example: <i>{ EXAMPLE(30) }</i>
standing-person =
    <b>And how much of it to one person?</b>
    Write the amount, for example: <i>{ EXAMPLE(10) }</i>
standing-whom = <b>For whom?</b>
standing-summary =
    <b>Is everything correct?</b>
    Up to { $monthly } a month, up to { $person } to one person, for 6 months.
standing-set-now = ✅ Noted. Nobody but you knows about it.
standing-ended = ✅ Switched off, without a trace.
card-standing = ✅ If the card stays unanswered until the end of { $day }, your standing yes will make { $total } a promise.
worth-agreed = ✅ Noted, thank you.
worth-left = ✅ All right, it stays as it was.
confirmed-worth = 👍 Thank you, it is confirmed as received. We have asked about the higher amount. { $name } decides.
notice-pledge-made =
    { $count ->
        [one] ❤️ “{ $title }”: there is { $count } new intention to help.
       *[other] ❤️ “{ $title }”: there are { $count } new intentions to help.
    }
    An intention is not a promise yet. We will write to you about every promise.
notice-pledge-returned = ❤️ <b>There is enough here already. This came back to you:</b>
pledge-returned-offer = If you like, we will offer it to other requests in your network: press ❤️.
notice-pledge-offer = ❤️ <b>This month you wanted to help with something other than money</b>
pledge-offer-row = • { $name }: { $what } ({ $amount })
notice-standing-yes-used = ✅ <b>Your standing yes was used. Promised: { $total }</b>
notice-worth-more =
    👍 <b>{ $name }</b>: your help has arrived (“{ $what }”). Thank you!
    You said { $amount }, and { $name } values it higher: { $worth }. Do you agree?

## Helping now
help-amount =
    🤝 <b>How much would you like to give?</b>
    { $name }, “{ $title }”. Still needed: { $missing }.
    Write the amount or press the button.
btn-all-missing = All that is missing: { $amount }
help-form = <b>How will you help?</b>
btn-form-MONEY = 💶 With money
btn-form-SERVICE = 🛠 With practical help
btn-form-GOODS = 📦 With things
btn-form-TIME = ⏰ With my time
help-description = <b>What exactly?</b> A few words, for example: <i>a lift to the doctor</i>. Or choose a button.
ready-SERVICE-1 = Help around the house
ready-SERVICE-2 = A repair
ready-SERVICE-3 = A lift
ready-SERVICE-4 = Help with papers
ready-GOODS-1 = Food
ready-GOODS-2 = Medicine
ready-GOODS-3 = Clothes
ready-GOODS-4 = Things for the home
ready-TIME-1 = Keeping company
ready-TIME-2 = Looking after children
ready-TIME-3 = Going along
ready-TIME-4 = Advice
help-summary =
    <b>Do you promise?</b>
    🤝 <b>{ $amount }</b>{ $form }
    For: { $name }, “{ $title }”
    By: { $day }
btn-promise = ✅ Yes, I promise
help-above =
    This is more than your limit for the month ({ $room } left).
    For an urgent request you can go above it once. Help with { $amount }?
form-MONEY = in money
form-SERVICE = in practical help
form-GOODS = in things
form-TIME = in time
help-done = ✅ <b>Your promise is noted.</b> We will tell { $name }.

## Promises
promises = 🤝 <b>Promises</b>
promises-open = I promise to give:
promises-open-none = You have no open promises. To help somebody, open 👥 My network.
promises-to-me = Promised to me:
promises-to-me-none = Nothing is promised to you yet. To ask for help or add to your request: /ask
promises-waiting = Handed over, waiting to be confirmed:
promises-waiting-none = Nothing to confirm: all is well.
promises-archive = Confirmed help:
promises-archive-none = Help that has arrived will appear here.
promises-unfinished = Didn’t work out, no longer needed, or not confirmed:
promises-unfinished-none = Nothing here: all is finished.
promises-with = 👤 <b>{ $name }</b>
archive-people = 👥 <b>With whom?</b> Choose a person or type a name.
row-archive-person = 👤 { $name } ({ $count })
archive-find = <b>What is the person’s name?</b> A part of it will do.
archive-found = 👥 Found for “{ $part }”:
archive-found-none = 👥 Nobody here for “{ $part }”.
promises-file = 🗓 All your promises in one table. Lines: { $count }.
table-received = I am helped
table-given = I help
table-due = Date
table-state = State
table-confirmed = Received
table-amount = Promised
table-form = Form
table-title = What for
table-name = With whom
table-side = Side
table-day = Recorded
row-promise = { $name }: { $amount }, by { $day }
row-promise-settled = { $name }: { $amount }, { $state }
promise-given =
    🤝 <b>{ $amount }</b>{ $form }
    For: <b>{ $name }</b>
promise-received =
    🤝 <b>{ $amount }</b>{ $form }
    From: <b>{ $name }</b>
promise-title = What for: { $title }
promise-day = By: { $day }
promise-description = What exactly: { $text }
promise-note = ✉️ “{ $text }”
promise-note-voice = 🎤 A voice message came with the help.
promise-thanks = 👍 “{ $text }”
promise-thanks-voice = 🎤 The thanks came as a voice message.
state-given-PROMISED = When you have handed it over, press 👍.
state-given-REPORTED = Handed over. Waiting to be confirmed.
state-given-CONFIRMED = It has arrived. Thank you!
state-given-UNCONFIRMED = Not confirmed, and nobody is to blame. It can still be confirmed later.
state-given-RELEASED = It didn't work out, and that is all right.
state-given-FORGIVEN = No longer needed, with thanks to you.
state-received-PROMISED = Promised.
state-received-REPORTED = Marked as handed over. Has it arrived?
state-received-CONFIRMED = You confirmed that it arrived.
state-received-UNCONFIRMED = Not confirmed. If it has arrived, press 👍.
state-received-RELEASED = It didn't work out.
state-received-FORGIVEN = You said it is no longer needed.
promise-frozen = 🔒 This request is locked for now: somebody else may hold the account. Please call before you hand anything over.
short-PROMISED = promised
short-REPORTED = handed over
short-CONFIRMED = received
short-UNCONFIRMED = not confirmed
short-RELEASED = didn't work out
short-FORGIVEN = no longer needed
reported-now = 👍 Noted. We will ask whether it has arrived. Nobody else is told.
confirmed-now = 👍 Thank you, it is marked as received. We will tell the person who helped.
confirmed-more = 👍 Thank you, noted: <b>{ $amount }</b> received, more than promised. We will tell the person who helped.
not-yet-now = ⏳ All right, the help is still on its way. We will gently tell the person who is giving it.
released-now = All right, the promise is taken off. We will gently tell the person waiting for help, and nobody else.
let-go-now = All right, the promise is taken off. We will tell the person who promised, with thanks, and nobody else.
asked-now = ⏳ All right. We will gently ask the person who promised. Nobody else will know.
later-now = ⏳ All right, we will remind you tomorrow. Nobody will know.
note-ask = <b>What would you like to say with the help?</b> One line, or a voice message.
note-now = ✅ Noted. Only the person you are helping will see it.
release-ask = Can't hand it over after all? We will gently pass this on, without any reproach. Are you sure?
let-go-ask = Say that this help is no longer needed? Are you sure?
ask-now-ask = Ask to have the help handed over now? We will ask gently: it may not be possible yet.
part-amount =
    <b>How much has arrived?</b>
    Promised: { $amount }. Write the amount or press a button.
part-more =
    <b>Did { $amount } arrive?</b> { $promised } was promised.
    If it is a slip, write the amount once more.
part-rest = { $part } has arrived. <b>What about the rest ({ $rest })?</b>
btn-rest-expected = ⏳ Still waiting
btn-rest-let-go = ✅ No longer needed
thanks-ask = <b>What would you like to add to your thanks?</b> One line, or a voice message.
thanks-now = 👍 Your thanks are passed on. Only the person who helped will see them.
details-card = 💳 <b>Where to send it: { $name }</b>
details-value = <code>{ $value }</code>
details-logged = { $name } will see that you opened the details.
details-recent = ⚠️ These details were changed recently; if in doubt, please call.
details-none = No payment details here. Write and agree on how to hand it over.
details-mine =
    💳 <b>My payment details</b>
    Only someone who has promised you help and pressed 💳 sees them. Every time is noted.
details-mine-none =
    💳 <b>My payment details</b>
    None yet. If you add some, only someone who has promised you help will see them.
detail-name = 💳 <b>{ $name }</b>
detail-default = These are the main ones: we offer them first.
detail-in-use = They are in your request.
detail-openings = Opened so many times: { $count }.
detail-name-ask = <b>What shall we call these details?</b> Up to 40 characters, for example: <i>card</i>
detail-value-ask = <b>Where should the help be sent?</b> A phone or card number, for example.
detail-added = ✅ Added. Only someone who has promised you help will see it.
detail-changed = ✅ Changed. Only someone who has promised you help will see it.
detail-changed-used = ✅ Changed. For three days a note beside the details will say so.
detail-default-now = ✅ These are the main details now.
detail-remove-ask = Remove these details?
detail-remove-used-ask = Remove these details? They are in your request: it will say to write to you instead.
detail-removed = ✅ Removed.
details-log = ℹ️ <b>Who opened your payment details</b>
details-log-none = ℹ️ Nobody has opened your payment details yet.
details-log-row = • { $day }: { $name }
write-card = ✉️ Write to: <a href="{ $link }">{ $name }</a>
write-none = This person no longer uses the bot.

## The card of the month
card = 🗓 <b>Who to help this month</b>
card-total = In all: <b>{ $total }</b>
card-offer = This is a suggestion. It becomes a promise only if you press 🤝.
card-line = • { $name }: <b>{ $amount }</b> by { $day }
card-line-titled = • { $name }, “{ $title }”: <b>{ $amount }</b> by { $day }
card-more = { $count ->
    [one] • and { $count } more request, for { $amount }
   *[other] • and { $count } more requests, for { $amount }
}
card-change =
    ✏️ <b>Change it as you like</b>
    Minus and plus change the amount, ❌ removes the line.
card-answered = 🗓 You have already answered this card.
card-lapsed = 🗓 The day to answer has passed, but you can still accept until the end of the month.
card-empty = 🗓 Nothing on this card waits for an answer any more.
card-over = 🗓 The month of this card is over.
card-skipped = ❌ All right, we skip this month. Nobody will know. If you change your mind, the card stays here until the month ends.
card-accepted = { $count ->
    [one] ✅ <b>Noted: { $count } promise for { $total }.</b> We will tell the people you are helping. You can change your mind in 🤝 Promises.
   *[other] ✅ <b>Noted: { $count } promises for { $total }.</b> We will tell the people you are helping. You can change your mind in 🤝 Promises.
}
card-less-missing = Some of it is no longer needed: others have helped. Thank you!
card-less-measure = Not all of it fits into your limit for this month. You can accept the rest until the month ends.
why = ℹ️ <b>Why this way</b>
why-directed = • { $name }: your wish to help right here came first.
why-need-met = • { $name }: there is enough here for all that is needed. So each gives the same part of what they planned.
why-shared-evenly = • { $name }: there is not enough for everything yet. So what everyone planned is shared evenly for each person.
why-kept = You helped here last time too.
why-limited = No more is suggested, so that there is enough for others.
why-emergency = Urgent requests come first.

## Messages
digest = 🗓 <b>The month is nearly over</b>
digest-open = { $count ->
    [one] 🤝 You have { $count } open promise.
   *[other] 🤝 You have { $count } open promises.
}
digest-confirm = { $count ->
    [one] 👍 Waiting for you to confirm: { $count }.
   *[other] 👍 Waiting for you to confirm: { $count }.
}
digest-unconfirmed = 👍 Handed over by you, not confirmed yet: { $count }. Nobody is to blame.
digest-next = If nothing changes, next month:
digest-row = • { $name }: <b>{ $amount }</b>
notice-newcomer-joined = 👥 You and <b>{ $name }</b> are now connected.
notice-contact-asks =
    🔆 <b>{ $name }</b> is asking for help
    { $title }
    💰 { $need }, still needed: { $missing }
notice-emergency-alert =
    🆘 <b>{ $name }</b> is asking for urgent help
    { $title }
    💰 { $need }, still needed: { $missing }, by { $day }
notice-proposals-reminder = 🗓 This month's card is waiting for your answer. You can accept, change or skip it.
notice-promise-made =
    🤝 <b>{ $name }</b> promises you <b>{ $amount }</b>
    By: { $day }
notice-handed-over = 👍 From <b>{ $name }</b>: <b>{ $amount }</b> handed over
notice-arrived-ask = Has it arrived?
notice-not-arrived = ⏳ <b>{ $name }</b>: the help ({ $amount }) has not arrived yet. When it does, or when you hand it over again, press 👍.
notice-thanks = 👍 <b>{ $name }</b>: “{ $thanks }”
notice-thanks-voice = 👍 <b>{ $name }</b> says thank you with a voice message.
notice-confirmed = 👍 <b>{ $name }</b>: { $amount } received. Thank you!
notice-confirmed-part = 👍 <b>{ $name }</b>: { $amount } received. The rest is still awaited.
notice-released = <b>{ $name }</b>: handing over { $amount } won't work out. It happens. Your request stands.
notice-released-gone = <b>{ $name }</b>: { $amount } no longer needs to be handed over. Thank you for offering!
notice-let-go = <b>{ $name }</b>: the help ({ $amount }) is no longer needed. Thank you for offering!
notice-request-closed = 🙏 The request “{ $title }” ({ $name }) is closed. Thank you for your help!
notice-ended-outcome = “{ $outcome }”
notice-ended-let-go = Your promise of { $amount } was not needed in the end and is taken off.
notice-ended-open = Your promise of { $amount } stays, until { $day }.
notice-ended-open-own = Still promised: { $amount }, until { $day }.
notice-emergency-closed = 🆘 The urgent request “{ $title }” ({ $name }) is closed before its day. Thank you for being there!
notice-emergency-completed = 🆘 “{ $title }” ({ $name }): everything needed has arrived. Thanks to all who answered!
notice-emergency-completed-own = 🆘 “{ $title }”: everything needed has arrived. The request is closed, and everyone who helped gets a thank-you.
notice-emergency-deadline = 🆘 “{ $title }” ({ $name }): the day by which help was needed has passed. { $received } of { $need } arrived. Thank you!
notice-emergency-deadline-own = 🆘 “{ $title }”: the day by which help was needed has passed. { $received } of { $need } arrived.
notice-promises-unreported =
    🆘 <b>{ $title }</b>
    There is no word yet about these promises. You can wait, or let them go: then we ask others.
row-unreported = ❌ { $name }: { $amount }
notice-request-covered = 🙏 “{ $title }”: everything needed is promised. We ask nobody else now.
notice-still-needed = 🙏 “{ $title }”: still needed?
notice-asker-summary =
    🗓 <b>{ $title }</b>
    This month: { $promised } promised, { $received } of { $need } received.
notice-promise-date-near =
    🤝 { $day }: you promised <b>{ $amount }</b>
    For: { $name }
notice-please-hand-over =
    ⏳ <b>{ $name }</b> asks to have the help now, if you can: <b>{ $amount }</b>
    You promised it by: { $day }
notice-details-opened = 💳 <b>{ $name }</b> opened your payment details to hand over { $amount }.
notice-confirmation-nudge = 👍 From <b>{ $name }</b>: <b>{ $amount }</b> handed over
notice-unconfirmed-help = 🤝 Not confirmed yet, and nobody is to blame:
notice-unconfirmed-later = It can still be confirmed later.
notice-pledge-paused =
    ❤️ Two cards in a row had no answer, so we paused your intention to leave you in peace.
    You can resume with one button.

## Recommendations
request-recommenders = 🗣 Recommended by: { $names }
recommend-ask =
    🗣 <b>Do you know this person, and that help is needed?</b>
    { $name }: { $title }
recommend-goes-on = Your word will show the request to people you know, too. How do you know about it?
recommend-stays = Your word will confirm the request; it goes no further, as chosen in it. How do you know about it?
recommend-people = <b>The request says it is for { $people } people. Is that so?</b> If you don’t know, skip it.
recommend-done = ✅ <b>Thank you, your word is recorded.</b> You can take it back on any day: 🗣.
recommend-people-done = ✅ Thank you, the number of people is confirmed.
recommend-renewed = ✅ Thank you, confirmed for a year.
recommend-card =
    🗣 <b>You recommend</b>
    { $name }: { $title }
    { $reason }. Valid until { $day }.
recommend-card-old =
    🗣 <b>Your recommendation is out of date</b>
    { $name }: { $title }
    The request has changed, or a year has passed. Confirm it if everything still holds.
reason-KNOW_IN_PERSON = You know each other in person
reason-HELPED_BEFORE = There was help before
reason-RELATIVE = You are relatives
reason-NEIGHBOUR = You are neighbours
recommend-withdraw-ask = Take the recommendation back? People will no longer see the request through you. No messages are sent about it.
recommend-withdrawn = ✅ The recommendation is taken back. No message is sent about it.
share-question = 🗣 Show the request “{ $title }” ({ $name }) to people you know? Helping alone shows it to nobody.

## Link to a request
help-link-card =
    🔗 <b>Link to the request “{ $title }”</b>
    { $link }

    Whoever opens it sees the name, the title and the amount, and the whole request once you are connected.
    The link works until { $day }.
help-link-uses = People who came by links to this request: { $uses }. Links that still work: { $living }.
help-link-share-text = Somebody asks for help here. You can help directly. This is the link.
help-link-revoke-ask = Revoke all links to this request, whoever made them? People who came by them stay connected.
help-link-revoked = ✅ Links revoked: { $count }.
help-link-refused = This link cannot show you the request: a narrower circle of people was chosen for it.
help-link-ask =
    <b>{ $issuer }</b> tells you about a request
    { $emoji } { $name }: <b>{ $title }</b>
    💰 { $amount }

    If you agree, you will be connected and see each other’s requests, and this one in full. Shall we connect you?
help-link-connected = Done: you and <b>{ $issuer }</b> are now connected.
welcome-help = Hello, { $name }! Here people who know each other help one another directly. You and <b>{ $issuer }</b> are now connected. This is the request:

## Introductions
introduce-card =
    👥 <b>Introduce: { $name }</b>
    To whom? We will ask both. They are connected only if both agree.
introduce-asked = ✅ Noted: { $name } and { $other }. They are connected only if both agree.
introduction-connected = ✅ Done: you and <b>{ $name }</b> are now connected and see each other’s requests.
introduction-waits = Your answer is noted. You are connected if both agree.
notice-introduction =
    👥 <b>{ $introducer }</b> would like you to meet: <b>{ $name }</b>
    If both agree, you will see each other’s requests. Shall we connect you?

## Messages about recommendations
notice-know-this = Do you know about this? 🗣 shows the request to people you know, too.
notice-recommended-request =
    🗣 A request that people you know show you
    🔆 <b>{ $name }</b>: { $title }
    💰 { $need }, still needed: { $missing }
notice-request-recommended = 🗣 <b>{ $name }</b> recommends your request “{ $title }”.
notice-request-recommended-someone = 🗣 One more person recommends your request “{ $title }”.
notice-recommend-again =
    🗣 <b>{ $name }</b>: the request has changed
    { $title }
    💰 { $need }
    Do you still confirm it? Until you answer, nobody sees it through you.
notice-recommendation-expires =
    🗣 { $day } is the last day of your recommendation
    <b>{ $name }</b>: { $title }
    Confirm it for another year?
notice-nobody-opened = 🙏 Nobody has opened the request “{ $title }” yet. That happens. You can send it to people you trust.
notice-nobody-opened-link = A link is ready: { $link }

## Putting it back
undone-PLEDGE_MADE = ↩️ <b>It is as it was.</b> Nobody will know about this.
undone-PLEDGE_WITHDRAWN = ↩️ <b>It is as it was.</b> Your intention stands again, and nobody will know about this.
undone-REQUEST_PUBLISHED = ↩️ <b>It is as it was.</b> The request is withdrawn, nobody sees it any more.
undone-RECOMMENDED = ↩️ <b>It is as it was.</b> We tell nobody about this.
undone-RECOMMENDATION_WITHDRAWN = ↩️ <b>It is as it was.</b> Your word stands again.
undone-PROPOSALS_DECLINED = ↩️ <b>It is as it was.</b> The suggestion waits for your answer again.
undone-LANGUAGE = ↩️ <b>It is as it was.</b> The language is the earlier one.
undone-TIMEZONE = ↩️ <b>It is as it was.</b>
undone-QUIET_HOURS = ↩️ <b>It is as it was.</b>

## Errors
err-not-found = { neutral }
err-not-yours = { neutral }
err-stale = { outdated }
err-amount-invalid = We couldn't read the amount. Please write it as a number, for example: <i>{ EXAMPLE(150) }</i> or <i>{ EXAMPLE(1500.5) }</i>
err-amount-too-large = This amount is too large. The most is 1,000,000, for example: <i>{ EXAMPLE(150) }</i>
err-amount-below-quantum = This amount is too small. The least is { $quantum }, for example: <i>{ $quantum }</i>
err-amount-more-than-double = In one month a request can at most double: up to { $limit }.
err-text-empty = Words are needed here. Please write a few.
err-date-out-of-range = A date within the next 30 days is needed.
err-day-invalid = A day of the month from 1 to 31 is needed, for example: <i>10</i>
err-people-invalid = A number of people from 1 to 10 is needed.
err-link-invalid = This does not look like a link. Links start with https://
err-already-active = You already have an open request. Please close it first.
err-above-ceiling = This is more than your limit (what you can give in a month without going short yourself): { $room } left. You can change the limit in ❤️ My intention.
err-above-missing = That much is no longer needed. Still needed: { $missing }.
err-covered = Everything here is already promised. Thank you!
err-own-request = This is your own request.
err-own-invite = { invite-own }
err-invite-dead = { invite-dead }
err-out-of-reach = This request cannot be shown further: a narrower circle of people was chosen for it.
err-locked = Your requests are locked for now. You can unlock them here: /lock
err-recipient-locked = The payment details are closed for now: the request is locked until it is clear that the account is in the same hands. If in doubt, please call.
err-too-many-today = That is enough for today. You can go on tomorrow.
err-too-many = No more can be added. Please remove something first.
err-reminded-enough = This has been asked already. Better not ask more often.
err-nothing-left = Please choose at least one person.
err-emergency-at-once = With an urgent request people help straight away: press 🤝.
err-standing-person = For one person, no more than for the whole month: { $monthly }.
err-undo-late = One button puts it back within the first ten minutes. This is how things stand now.
err-undo-built-on = A promise has been given here, so one button cannot put it back. This is how things stand now.
err-needs-text = Please write your answer in words.
err-needs-button = Please choose a button under the question.
err-voice-press = The bot cannot listen. Please press a button below or write it.
err-voice-type = The bot cannot listen. Please write it in words.

## Lock
btn-lock = ✅ Yes, lock them
btn-unlock = ✅ Ask to unlock
btn-unlock-yes = ✅ Yes, it is really them
btn-unlock-no = ❌ No, I cannot confirm
lock-ask =
    🔒 <b>Lock your requests?</b>
    This helps when somebody else may have taken over your account.
    While they are locked, nobody sees your requests, nothing new is promised, payment details stay closed. Promises already made stand.
    To unlock, somebody you know has to confirm that it is you; without that it takes 72 hours.
lock-card = 🔒 <b>Your requests are locked</b> ({ $day }). Nobody sees them.
lock-how = To unlock, we ask those who have known you longest whether it is really you. One yes is enough. If nobody answers, the lock opens by itself after 72 hours.
lock-asked = { $count ->
    [one] We asked { $count } person you know. One yes is enough. If there is no answer, the lock opens by itself on { $day }.
   *[other] We asked { $count } people you know. One yes is enough. If nobody answers, the lock opens by itself on { $day }.
}
lock-waits = There is nobody to ask at the moment. The lock opens by itself on { $day }.
lock-doubted = Nobody has confirmed yet, and it will not open by itself. Talk to people you know: one yes is enough. You can ask again on { $day }.
notice-unlock-asked =
    🔒 Locked requests: <b>{ $name }</b>. Now somebody asks from this account to unlock them.
    The account may be in other hands. Please call and ask. Is it really them?
unlock-confirmed-now = ✅ Thank you. The requests are open again.
unlock-doubted-now =
    All right, it will not open by itself: <b>{ $name }</b>.
    If you call and all is well, say so here. We tell nobody who answered what.
unlock-over = This question is settled already. Thank you!
notice-unlocked =
    ✅ <b>Your requests are open again.</b>
    Please check that everything in them is as it was.

## Help
help-text =
    ℹ️ <b>How it works</b>
    1. A friend sends you a link, and you are connected.
    2. 🙏 Those who need help ask. Only people they know see it, and those it was recommended to.
    3. ❤️ Those who can help say how much they are ready to give a month.
    4. 🗓 On the 1st they get a card: who, how much and why. One button to agree.
    5. 🤝 Help goes straight from person to person, and 👍 is pressed when it arrives.

    No money passes through the bot.
help-found = ℹ️ “{ $part }”: here is what was found.
help-found-none = ℹ️ “{ $part }”: nothing was found about this. Here are all the questions.
help-q-what = What is this?
help-also-what = who is this, who are you, what should I do, do not understand, explain
help-a-what =
    People who know each other help one another directly. One says what they need, another says how much they can give without harm.
    Once a month the bot suggests to whom and how much to give. It is always a person who decides.
help-q-ask = How do I ask for help?
help-also-ask = help me, need help, please help, request, trouble
help-a-ask =
    Press 🙏 on the home card and answer a few short questions: what for, how much, by which day.
    You see all of it before it is published. You can change or close your request on any day.
help-q-seen = Who will see my request?
help-a-seen =
    The people you know see it at once. Further on it is shown only by somebody who knows you and pressed 🗣.
    You choose how far it goes. Strangers do not see it. Your payment details are seen only by those who have promised to help.
help-q-give = How do I help?
help-a-give =
    Right now: open 👥 My network, choose a request and press 🤝.
    Every month: press ❤️ and write an amount. You can also help with work, things or time.
help-q-pledge = What is an intention?
help-a-pledge =
    ❤️ An intention says how much you are ready to give a month. It binds you to nothing, and you can change or withdraw it without a word.
    🤝 A promise begins only when you press 🤝 yourself. Silence never means yes.
help-q-when = When will I be asked?
help-a-when =
    🗓 On the 1st, after nine in the morning, a card comes: to whom, how much, by which day and why.
    You have ten days to answer, and we remind you once. Without an answer nothing happens, except what you agreed to beforehand with a standing yes.
    If somebody lacks something later, one more card may come on a Monday.
help-q-cannot = What if I cannot give?
help-a-cannot =
    That happens. Before you promise, just press ❌ or ⏸: nobody will know.
    If you pressed the wrong thing: for the first ten minutes ↩️ Put it back stands under the answer.
    If you have promised already, open 🤝 Promises and press ❌ It won't work out. We will say so gently, without reproach.
help-q-share = How is help shared out?
help-a-share =
    Urgent requests come first, and those you wanted to help yourself. The rest is shared evenly for each person.
    Everyone helps only those they can see, and never above their own limit. The card has ℹ️ Why this way.
help-q-pyramid = How is this not a pyramid?
help-a-pyramid =
    Nobody pays in, and nobody gets anything for inviting. There are no levels, no percentages and no income.
    You can ask without having given. Help goes from hand to hand to one person, and it cannot be claimed back.
help-q-money = Does money pass through here?
help-a-money =
    No. The bot only notes who promised what to whom, and what arrived. There is no money and no account inside.
    You hand over help yourself: by transfer, in person, as you agree. Then one presses 👍 Handed over, the other 👍 Received.
help-q-leave = How do I leave or delete all?
help-a-leave =
    To rest: /settings, where ⏸ stops everything at once. Your data: /mydata.
    To leave: /delete. You are no longer seen from that moment, you can change your mind for seven days, then all about you is erased.
help-q-human = Where can I ask a person?
help-a-human =
    Ask whoever invited you, or anybody in 👥 My network. If there is ✉️ below, those who run the bot will answer there.
    If somebody presses or deceives you, open their card and press ⚠️.
    Someone you know can also press the buttons for you: it takes 👤 on your card and your consent. It is stopped in /settings.

## What a card is for
card-help-network = These are the requests and people that you see. Others see their own: nobody has a list of everybody. Tap a request to read it and decide.
card-help-invite = By this link a friend becomes somebody you know, and you see each other’s requests. You can send it or show it as a picture.
card-help-links = These are your links. Tap one to send it again or take it back. People you got to know by it stay.
card-help-settings = Here are the time, the language, and what the bot writes about. ⏸ stops everything at once, ▶️ brings it back. Promises stand.
card-help-pledge = This is what you are ready to give each month. ✏️ changes it, ⏸ stops it for a while, ❌ takes it back. Nobody will know about this.
card-help-request = 🤝 gives a promise now, ❤️ notes an intention, 🗣 shows the request to the people you know. The bot asks once more before each step.
card-help-own = This is your request. ✏️ changes it, ⏸ hides it for a while, ❌ closes it. Promises stand.
card-help-person = ✉️ helps you to write, ✏️ gives a name that only you see. After 🚫 you do not see each other. ⚠️ tells those who look after the bot. Nobody tells the person about 🚫 and ⚠️.
card-help-promise = 👍 says that help was handed over or has arrived. 💳 and ✉️ tell you where to hand it over and how to agree. ❌ ends the promise gently.
card-help-directed = This is an intention to help with one request. 🤝 promises this month’s part, ✏️ changes the amount, ⏸ stops it for a while, ❌ takes it back. Nobody will know about ✏️, ⏸ and ❌.
card-help-card = 🤝 turns suggestions into promises, ✏️ changes the amounts. ❌ skips the month, and nobody will know about this.

rules-text =
    ℹ️ <b>Rules</b>
    • There is no money inside: nothing builds up, and nothing can be claimed back.
    • You can ask without having given. Inviting earns nothing.
    • Nobody is obliged: only you yourself can make a promise. Silence is not a yes.
    • Nobody sees strangers or their requests.
    • You can decline, lower or pause quietly.
    • Exodus is not a pyramid scheme and promises no income.
privacy-text =
    ℹ️ <b>My data and privacy</b>
    We keep your name in Telegram, your language and settings, whom you know, your requests, intentions and promises. Stories, payment details and messages are encrypted.
    Your requests are seen by those you know and those they were recommended to. Payment details are seen only by whoever promised to help. Nobody but you sees your limit.
    Messages to the bot are erased after 3 days, stories of closed requests after 60, backups after 30. Nothing is sold or passed on to outsiders.
    What is kept about you: /mydata. Erase everything: /delete
language-ask = ⚙️ <b>Which language shall we speak?</b>
language-set = ✅ Now in English.
lang-ru = ⚙️ Русский
lang-en = ⚙️ English
lang-uk = ⚙️ Українська

## Help with the bot
btn-help-with-bot = 👤 Help with the bot
btn-help-scope-REQUEST = 🙏 With the request
btn-help-scope-PROMISES = 🤝 With promises
btn-help-scope-BOTH = 👥 With request and promises
btn-help-months = { $count ->
    [one] 🗓 For { $count } month
   *[other] 🗓 For { $count } months
}
btn-help-offer = ✅ Ask for consent
btn-help-begin = 👤 Begin
btn-help-end = ❌ Stop helping
row-helping = 👤 I help: { $name }
btn-help-back = 👤 Back to myself
row-help-stop = ❌ Stop: { $name }
row-helped = 👤 What was done with help
help-offer-scope =
    👤 <b>{ $name }</b>: help with the bot
    You press the buttons in your own chat, and everything is done in this person’s name. It begins only with their consent.
    What would you help with?
help-offer-until =
    👤 <b>{ $name }</b>: help with the bot
    For how long? It can be stopped on any day.
help-offer-summary = 👤 <b>{ $name }</b>: help with the bot until { $day }
help-you-may-REQUEST = You will be able to see and look after the request.
help-you-may-PROMISES = You will be able to see and look after intentions, promises and the month’s card.
help-you-may-BOTH = You will be able to see and look after the request, intentions, promises and the month’s card.
help-offer-ask =
    We ask for consent once. Nothing opens before the answer. Shall we ask?
help-offer-waiting =
    ⏳ <b>{ $name }</b>: the question has been sent.
    If consent comes, we will tell you.
help-offer-active = 👤 <b>{ $name }</b>: you help with the bot until { $day }.
notice-helper-offered = 👤 <b>{ $name }</b> offers to help you with the bot until { $day }.
help-they-may-REQUEST = They could see and look after your request.
help-they-may-PROMISES = They could see and look after your intentions, promises and the month’s card.
help-they-may-BOTH = They could see and look after your request, intentions, promises and the month’s card.
notice-helper-offered-ask =
    Not open to them: your limit, payment details, settings, people you know, links, deleting data.
    Every step stays in a list for you. One press stops it: /settings
    Do you agree?
notice-helper-accepted =
    ✅ <b>{ $name }</b>: there is consent to your help with the bot, until { $day }.
    You can begin here or from the home card.
help-accepted-now =
    ✅ <b>{ $name }</b> helps you with the bot until { $day }.
    One press stops it: /settings
help-declined-now = All right, everything stays as it was. Nobody will know.
help-stopped-now = ✅ Stopped: nobody will do anything for you any more. Nobody is told about it.
help-ended-now = ✅ You no longer help with the bot. Nobody is told about it.
helping-head = 👤 You are helping: <b>{ $name }</b>
helping-home =
    Everything here is done in this person’s name and stays in their list.
    To be yourself again, press 👤.
helping-request = 🙏 Request: <b>{ $title }</b>. Received { $received } of { $need }.
helping-no-request = 🙏 There is no request now.
helping-pledge = ❤️ Intention: <b>{ $amount }</b> a month.
helping-promises = { $count ->
    [0] 🤝 There are no open promises.
   *[other] 🤝 Open promises: { $count }
}
helping-back = You are back with yourself.
helping-over = Now you press buttons for yourself only.
helping-own-button =
    This button is about yourself, and you are helping another person now.
    Press 👤 to come back to yourself, then press it again.
settings-helper = 👤 Helping you: <b>{ $name }</b>, until { $day }
helped-list = ℹ️ <b>What was done with help</b>
helped-none = Nothing yet. Every step will stand here with its date.
helped-line = { $day }: { $what } ({ $name } helps)
helped-request-published = request published
helped-request-edited = request changed
helped-request-paused = request paused
helped-request-resumed = request resumed
helped-request-closed = request closed
helped-request-reopened = request opened again
helped-still-needed = help is still needed
helped-card-accepted = card accepted
helped-card-skipped = month skipped
helped-proposal-accepted = proposal accepted
helped-proposal-declined = proposal declined
helped-proposal-changed = amount on the card changed
helped-promised-now = promise made
helped-promised-from-pledge = promise made from the intention
helped-part-given = promise made for this month
helped-handed-over = marked: handed over
helped-received = marked: received
helped-not-yet = marked: not arrived yet
helped-released = promise released
helped-let-go = promise not needed any more
helped-asked-to-hand-over = asked to hand over now
helped-thanked = thanks said
helped-note-added = a few words added
helped-pledge-changed = amount of the intention changed
helped-pledge-paused = intention paused
helped-pledge-resumed = intention resumed
helped-pledge-withdrawn = intention withdrawn
helped-pledge-spread = the way the intention is shared changed
helped-pledge-start = the first day of the intention changed
helped-pledged-to = intention recorded
helped-pledged-to-changed = amount of the intention changed
kind-helper-accepted = Consent to help with the bot
err-not-for-helper = This cannot be done for another person.
err-helping-over = Now you press buttons for yourself only.

## Commands
cmd-start = Start
cmd-menu = Home
cmd-ask = My request
cmd-give = I want to help
cmd-promises = Promises
cmd-network = My network
cmd-invite = Invite a friend
cmd-help = How it works
cmd-rules = Rules
cmd-privacy = My data and privacy
cmd-language = Language
cmd-lock = Lock my requests
cmd-cancel = Cancel the questions

## People
btn-filter-asks = 👥 Who asks
btn-filter-all = 👥 Everyone I see
btn-filter-helped = 👥 People I help
btn-filter-helping = 👥 Who helps me
btn-person = 👤 Who is this
btn-about = 👤 About me
btn-about-edit = ✏️ Change
btn-about-clear = 🗑 Remove
btn-shut-out = 🚫 Blocked and former
btn-nickname = ✏️ Name and connection
btn-nickname-set = ✏️ Give my own name
btn-nickname-clear = 🗑 Back to the real name
btn-break = ❌ End the connection
btn-block = 🚫 Block
btn-report = ⚠️ Report
btn-handled = ✅ Dealt with
btn-abuse-FALSE_NEED = ⚠️ The request does not look true
btn-abuse-PRESSURE = ⚠️ Pressure or threats
btn-abuse-INSULT = ⚠️ Insults
btn-abuse-OTHER = ⚠️ Something else
btn-send-report = ✅ Send
people-all =
    👥 <b>Everyone I see: { $count }</b>
    People you know, and those you see through them.
people-all-none = 👥 You see nobody yet. Invite a friend with a link.
people-helped =
    👥 <b>People I help: { $count }</b>
    Only you can see this.
people-helped-none = 👥 People you help will appear here. To choose whom to help: 👥 Who asks.
people-helping =
    👥 <b>Who helps me: { $count }</b>
    Only you can see this.
people-helping-none = 👥 People who help you will appear here. To ask for help: /ask
row-person = 👤 { $name }
row-blocked = 🚫 { $name }
row-broken = 🔗 { $name }
person = 👤 <b>{ $name }</b>
person-nicknamed = 👤 <b>{ $nickname }</b> ({ $name })
person-since-INVITE = Connected since { $day }, by an invitation.
person-since-INTRODUCTION = Connected since { $day }, through people you both know.
person-since-HELP = Connected since { $day }, through help.
person-introduced = Connected since { $day }. You were introduced by { $through }.
person-path = You → { $path }
person-recommends = The request “{ $title }” reached you through this person.
person-circle = You both help: “{ $title }”.
person-helped = 👍 Their help has been confirmed.
person-about = “{ $text }”
person-link = 🔗 { $link }
person-edit =
    ✏️ <b>{ $name }</b>
    Only you see the name you give.
nickname-ask =
    <b>What do you call this person?</b> Up to 40 characters.
    Only you will see it.
nickname-now = ✅ Noted. Only you see this name.
about-card =
    👤 <b>{ $name }</b>
    { $about }
    { $link }
about-none = Nothing about me yet.
about-link-none = No link yet.
about-seen = Seen by people you know and by those your request has reached.
about-ask = <b>What would you like to say about yourself?</b> Up to 180 characters.
about-link-ask = <b>Is there a link about you?</b> Send it or skip.
about-now = ✅ Noted.
about-cleared = ✅ Removed.
break-ask =
    End the connection: <b>{ $name }</b>?
    You will stop seeing each other and each other’s requests. Promises stand. No message is sent about it.
break-now = ✅ You are no longer connected. No message is sent about it. You can change your mind right here.
block-ask =
    Block: <b>{ $name }</b>?
    You will not see each other anywhere. Promises between you can still be settled. No message is sent about it.
block-now = ✅ You no longer see each other. No message is sent about it. You can change your mind right here.
shut-out =
    🚫 <b>Blocked people and former connections</b>
    Only you see this list. Press a name to change something.
shut-out-none = 🚫 There is nobody here.
unblock-ask = Unblock: <b>{ $name }</b>? Everything will be visible as before.
unblock-now = ✅ Unblocked. No message is sent about it.
want-back-ask =
    Connect again: <b>{ $name }</b>?
    Only you see this wish. You are connected again once you both want it: send them your invitation link.
want-back-waiting = You want to be connected again: <b>{ $name }</b>. It happens when the same wish comes back by your invitation link.
want-back-now = ✅ Noted. You are connected again once you both want it.
want-back-done = ✅ You are connected again: <b>{ $name }</b>.
may-write-ask =
    ✉️ Ask whether you may write to <b>{ $name }</b>?
    The question shows only your first name. If they agree, you get a link to write.
may-write-asked = ✉️ The question was passed on: <b>{ $name }</b>. If they agree, a link to write will come.
write-direct = ✉️ Write to: <a href="{ $link }">{ $name }</a>
may-write-yes-now = ✅ Noted: they may write to you.
may-write-no-now = All right. Nobody will know.
report-reason =
    ⚠️ <b>What happened?</b>
    { $name } will not know. Those who run the bot will see the reason and your words, without names.
report-text = <b>Would you like to add words?</b> Up to 500 characters.
report-summary =
    <b>Send this report?</b>
    { $reason }
report-now = ✅ The report was sent. Thank you. You can also block this person.
report-case =
    ⚠️ <b>Report { $number }</b>
    { $reason }
report-case-text = “{ $text }”
report-handled-now = ✅ Report { $number } has been dealt with.
notice-may-i-write =
    ✉️ <b>{ $name }</b> asks whether they may write to you.
    Your account is shown to them only if you agree. May they?
notice-may-write = ✉️ <b>{ $name }</b> would be glad of a message from you: <a href="{ $link }">write</a>
notice-job-failing =
    ⚠️ <b>The task { $job } does not succeed</b>
    Reason: { $error }. It last succeeded: { $since }.
    The bot works and keeps trying. We write again when it is over.

## Settings
btn-settings-time = ⚙️ Time and language
btn-settings-notices = ⚙️ Messages
btn-zone = ⚙️ Time zone
btn-quiet = ⚙️ Quiet hours
btn-zone-type = ✏️ Another city
btn-quiet-type = ✏️ Other hours
btn-quiet-hours = From { $from } to { $to }
btn-quiet-none = No quiet hours
btn-pause-all = ⏸ Pause everything
btn-resume-all = ▶️ Resume everything
btn-pause-all-yes = ✅ Yes, pause everything
settings = ⚙️ <b>Settings</b>
settings-language = Language: <b>{ $language }</b>
settings-zone = Time zone: <b>{ $zone }</b>, now { $time }
settings-quiet = Quiet hours: from { $from } to { $to }. We do not write then, except about urgent requests.
settings-quiet-none = No quiet hours: we write at any time.
settings-notices = { $count ->
    [0] Messages: all of them come.
   *[other] Messages: not all of them come, { $count } switched off.
}
settings-paused = ⏸ Everything is paused now.
settings-time = ⚙️ <b>Time and language</b>
settings-now = ✅ Saved.
zone-ask = ⚙️ <b>Which city has your time?</b>
zone-type-ask =
    <b>Which city has the same time as you?</b>
    Type a large city, for example: <i>Berlin</i>
quiet-ask = ⚙️ <b>In which hours shall we not write?</b>
quiet-type-ask =
    <b>From which hour to which shall we not write?</b>
    Type two numbers, for example: <i>22-8</i>
switches =
    ⚙️ <b>Which messages come</b>
    ✅ comes, ⏸ does not. Press to change.
    The most important ones (the month’s card, promises, urgent requests) always come.
pause-all-ask =
    ⏸ <b>Pause everything?</b>
    Nobody sees your request, your intentions wait, no cards and no extra messages come. Promises you have made stay.
    One button brings everything back. Nobody will know.
pause-all-now = ⏸ Everything is paused, and nobody will know. Have a rest.
resume-all-now = ▶️ Everything is in force again.
home-paused = ⏸ Everything is paused. Bring it back: /settings
kind-newcomer-joined = Somebody came by your link
kind-contact-asks = People you know ask for help
kind-recommended-request = A request is recommended to you
kind-request-recommended = Your request is recommended
kind-recommend-again = A request changed: confirm?
kind-recommendation-expires = Your recommendation ends soon
kind-nobody-opened = Nobody has opened your request
kind-introduction = You are offered an introduction
kind-proposals-reminder = Reminder of the month’s card
kind-pledge-made = Somebody intends to help you
kind-pledge-returned = Your help came back: enough
kind-pledge-offer = An offer to help other than with money
kind-worth-more = Your help is worth more
kind-confirmed = Help has arrived
kind-thanks = Thanks were passed on to you
kind-request-closed = A request was closed
kind-request-covered = Everything needed is promised
kind-emergency-completed = An urgent request is over
kind-promises-unreported = The question about promises to an urgent request
kind-still-needed = The question whether help is still needed
kind-asker-summary = Summary after the 10th
kind-month-digest = Overview at the month’s end
kind-promise-date-near = The day of a promise is near
kind-please-hand-over = You are asked to hand over
kind-details-opened = Your payment details were opened
kind-confirmation-nudge = Has help arrived?
kind-unconfirmed-help = Help is not confirmed
kind-may-i-write = May somebody write to you?
kind-may-write = You may write to somebody
kind-announcement = Messages to all members
zone-newyork = New York
zone-london = London
zone-berlin = Berlin
zone-kaliningrad = Kaliningrad
zone-kyiv = Kyiv
zone-chisinau = Chisinau
zone-riga = Riga
zone-jerusalem = Jerusalem
zone-minsk = Minsk
zone-moscow = Moscow
zone-samara = Samara
zone-tbilisi = Tbilisi
zone-yerevan = Yerevan
zone-baku = Baku
zone-yekaterinburg = Yekaterinburg
zone-almaty = Almaty
zone-tashkent = Tashkent
zone-omsk = Omsk
zone-novosibirsk = Novosibirsk
zone-krasnoyarsk = Krasnoyarsk
zone-irkutsk = Irkutsk
zone-yakutsk = Yakutsk
zone-vladivostok = Vladivostok
zone-kamchatka = Kamchatka

## My data
btn-my-data = ℹ️ What is stored about me
btn-delete = 🗑 Delete everything about me
btn-delete-yes = ✅ Yes, delete everything
btn-stay = ❌ Cancel the deletion
my-data = ℹ️ <b>What is stored about me</b>, { $page } of { $pages }
data-name = Name
data-language = Language
data-joined = Here since
data-zone = Time zone
data-quiet = Quiet hours
data-about = About me
data-measure = My limit, seen by you only
data-contact = Connected with
data-nickname = A name you gave
data-helper = Helps you with the bot
data-helped = You help with the bot
data-blocked = People blocked
data-request = Request
data-story = Story
data-pledge = Intention
data-given = Promised by you
data-received = Promised to you
data-details = Payment details
data-proposals = Proposals
data-recommendations = Recommendations
data-measure-next = My limit from tomorrow on
data-standing-yes = Standing yes, a month and for one person
data-chosen = Intention only for
data-excluded = Intention not for
data-words = Your words
data-links = Living links
data-reports = Your reports
data-switched-off = Messages switched off
data-messages = Messages from the bot
data-state-ACTIVE = in force
data-state-PAUSED = paused
data-state-CLOSED = closed
data-state-WITHDRAWN = withdrawn
delete-ask =
    🗑 <b>Delete everything about you?</b>
    You, your requests and your intentions become invisible at once. Open promises (yours and to you) are released, and we tell those they were with.
    This can be undone for seven days. Then everything is erased for ever: name, requests, stories, payment details, connections. Those with whom you helped each other keep only the amount and the date.
    Delete?
leaving =
    🗑 <b>On { $day } everything about you will be erased.</b>
    Nobody sees you any more. Until that day the deletion can be cancelled: connections, requests and intentions come back, released promises do not.
stayed = ✅ The deletion is cancelled. Welcome back!
err-zone-unknown = No such city was found. Type a large city nearby, for example: <i>Moscow</i> or <i>Europe/Moscow</i>
err-hours-invalid = Two numbers from 0 to 24 are needed, for example: <i>22-8</i>
cmd-settings = Settings
cmd-mydata = What is stored about me
cmd-delete = Delete everything about me

## My links
btn-my-links = 🔗 My links ({ $count })
btn-qr = 🔗 QR code picture
btn-revoke = ❌ Revoke
btn-revoke-all = ❌ Revoke all
links = 🔗 <b>My links</b>
links-none = 🔗 You have no working links. Invite a friend with 🔗 to make one.
row-link-JOIN = 🔗 for a friend: { $uses } of { $max }, until { $day }
row-link-HELP = 🔗 to a request: { $uses } of { $max }, until { $day }
link-JOIN = 🔗 <b>Link for a friend</b>
link-HELP = 🔗 <b>Link to a request</b>
link-request = “{ $title }”
link-facts =
    { $link }

    Opened: { $uses } of { $max }. Works until { $day }.
link-revoke-ask = Revoke the link? Nobody else will come by it. Those who came stay connected.
links-revoke-ask = Revoke all your links? Nobody else will come by them. Those who came stay connected.
links-revoked = ✅ Links revoked: { $count }.
qr-caption =
    🔗 { $link }
    Show the picture to a friend: the phone’s camera opens the link. Works until { $day }.

## Pictures
btn-network-picture = 👥 Network as a picture
btn-month-picture = 🗓 Month as a picture
pic-network = My network
pic-you = You
pic-of = { $done } of { $need }
pic-received = received
pic-handed-over = handed over
pic-promised = promised
pic-missing = still needed
pic-month = My month
pic-giving = I help
pic-giving-none = No promises this month yet.
pic-pledged = My intention: { $amount } a month
pic-request = My request
pic-helpers = Who helps me
pic-others = Others
pic-network-caption = 👥 <b>My network</b>. People: { $people }, requests: { $requests }.
pic-line-asks = 🙏 { $name }: { $title }, { $done } of { $need } so far
pic-line-via = (through: { $path })
pic-line-person = • { $name }
pic-line-help = • { $name }: received { $confirmed }, expected { $waiting }
pic-more = …and more: { $count }
pic-month-caption = 🗓 <b>My month</b>, { $from } – { $to }
pic-request-caption = 🙏 { $title }: received { $received }, promised { $promised } of { $need }
pic-network-none = 👥 Nothing to draw yet: invite a friend first.

## For operators
btn-admin-reports = ⚠️ Reports: { $count }
btn-announce = ✉️ Write to everybody
btn-admin-now = ℹ️ How it is now
btn-announce-yes = ✅ Send to everybody
admin-title = <b>How things are</b>
admin-people = Members: { $members }, open requests: { $requests }
admin-cycle = Month { $cycle }, until { $day }
admin-cards = Cards delivered: { $delivered }, answered: { $answered } ({ $share } %)
admin-inbox = Waiting for an answer: { $depth }, the longest { $minutes } min
admin-outbox = Waiting to be sent: { $depth }, the longest { $minutes } min
admin-jobs = Jobs: { $all }, silent: { $silent }
admin-broadcast = Message to everybody: { $sent } of { $people } sent, { $waiting } waiting
admin-reports = <b>Open reports: { $count }</b>
admin-reports-none = No report is open.
admin-case =
    ⚠️ <b>Report { $number }</b>
    Reason: { $reason }.
    Words and request are read on the server only: <code>exodus reports</code>
trouble-job = The job { $about } fails or is silent.
trouble-queue-inbox = Answers to people are late.
trouble-queue-outbox = Messages have been waiting to be sent for too long.
trouble-invariant = The rule { $about } does not hold: <code>exodus doctor</code> tells more.
trouble-backup = A backup could not be written: look at the space in DATA_DIR.
notice-trouble = ⚠️ <b>This needs your attention</b>
notice-trouble-over = ✅ <b>All is well again</b>. It was this:
notice-announcement =
    ✉️ <b>A message to all members</b>

    { $text }
announce-ask = <b>What shall everybody read?</b> Up to 500 characters. You will see how it looks first.
announce-preview = This is how people ({ $people }) will see it, in their daytime. Send it?
announce-now = ✅ The message is on its way.
