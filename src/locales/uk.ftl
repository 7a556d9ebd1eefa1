# Слова Ексодусу українською. Коротко, тепло, точно; без канцеляриту, провини й поспіху. Один значок на поняття.

## Кнопки
btn-home = 🏠 Головна
btn-back = ⬅️ Назад
btn-ask = 🙏 Попросити про допомогу
btn-my-request = 🙏 Моє прохання
btn-give = ❤️ Хочу допомагати
btn-pledge = ❤️ Мій намір
btn-promises = 🤝 Обіцянки
btn-network = 👥 Моя мережа
btn-invite = 🔗 Запросити друга
btn-share = 🔗 Надіслати другові
btn-help = ℹ️ Як це працює
btn-card-help = ℹ️ Що це
btn-rules = ℹ️ Правила
btn-privacy = ℹ️ Мої дані й таємниця
btn-settings = ⚙️ Налаштування
btn-language = ⚙️ Мова
btn-yes = ✅ Так
btn-no = ❌ Ні
btn-cancel = ❌ Скасувати
btn-skip = ⏭ Пропустити
btn-publish = ✅ Опублікувати
btn-confirm = ✅ Усе правильно
btn-help-now = 🤝 Допомогти зараз
btn-from-pledge = 🤝 З наміру: { $amount }
btn-wait-on = ⏳ Почекати ще
btn-still-needed = ✅ Так, ще потрібно
btn-reopen = ▶️ Відкрити знову
btn-helpers = 👥 Хто допомагає
btn-clear = 🗑 Прибрати
btn-edit-whom = ✏️ Для кого
btn-edit-when = ✏️ До якого дня
btn-edit-link = ✏️ Посилання
btn-edit-reach = ✏️ Хто бачить
btn-edit-more = ✏️ Інше
btn-help-early = 🤝 Допомогти раніше: { $name }
btn-story = ℹ️ Уся історія
btn-edit-title = ✏️ Назва
btn-edit-amount = ✏️ Сума
btn-edit-story = ✏️ Історія
btn-edit-details = 💳 Як передати допомогу
btn-edit-pledge = ✏️ Змінити суму
btn-edit-ceiling = ✏️ Моя міра
btn-pause = ⏸ Призупинити
btn-resume = ▶️ Відновити
btn-close-request = ❌ Закрити прохання
btn-withdraw = ❌ Відкликати
btn-undo = ↩️ Повернути, як було
btn-accept-all = 🤝 Прийняти все
btn-accept-late = 🤝 { $name }: { $amount }
btn-change = ✏️ Змінити
btn-skip-month = ❌ Пропустити цей місяць
btn-why = ℹ️ Чому так
btn-decline-one = ❌
btn-handed-over = 👍 Передано
btn-already = 👍 Уже передано
btn-received = 👍 Отримано
btn-received-all = 👍 Отримано все
btn-part = ✏️ Лише частину
btn-not-yet = ⏳ Поки що ні
btn-later = ⏳ Нагадати завтра
btn-release = ❌ Не вийде
btn-let-go = ❌ Більше не потрібно
btn-ask-now = ⏳ Попросити зараз
btn-add-note = ✏️ Додати кілька слів
btn-listen = ℹ️ Послухати
btn-details = 💳 Реквізити
btn-my-details = 💳 Мої реквізити
btn-choose-details = ✏️ Вибрати для прохання
btn-detail-add = 💳 Додати
btn-detail-default = ✅ Зробити основними
btn-detail-remove = 🗑 Прибрати
btn-details-log = ℹ️ Хто відкривав
btn-write = ✉️ Написати
btn-thank = 👍 Подякувати
btn-list-open = 🤝 Я обіцяю ({ $count })
btn-list-to-me = 🤝 Обіцяно мені ({ $count })
btn-list-waiting = 👍 Чекає на підтвердження ({ $count })
btn-list-archive = 🗓 Підтверджена допомога ({ $count })
btn-list-unfinished = 🗓 Незавершене ({ $count })
btn-find-person = 👥 Знайти за людиною
btn-find-name = ✏️ Написати ім’я
btn-promises-file = 🗓 Зберегти файлом
btn-card-waiting = 🗓 Кому допомогти цього місяця
btn-open-promise = 🤝 Відкрити обіцянку
btn-recommend = 🗣 Рекомендувати
btn-recommended = 🗣 Моя рекомендація
btn-recommend-show = 🗣 Показати знайомим
btn-recommend-again = 🗣 Так, підтверджую
btn-recommend-renew = 🗣 Підтвердити ще на рік
btn-recommend-withdraw = ❌ Відкликати рекомендацію
btn-reason-KNOW_IN_PERSON = 🗣 Знаю особисто
btn-reason-HELPED_BEFORE = 🗣 Допомога вже була
btn-reason-RELATIVE = 🗣 Ми родичі
btn-reason-NEIGHBOUR = 🗣 Ми сусіди
btn-request-more = ℹ️ Докладніше
btn-help-link = 🔗 Посилання на прохання
btn-help-link-revoke = ❌ Відкликати всі посилання
btn-introduce = 👥 Познайомити з іншими
btn-human = ✉️ Запитати людину

## Загальне
as-typed = { $text }
somebody-gone = учасника видалено
form-left = Попередні запитання закрито, нічого не збережено.
form-goes-on = Продовжмо з того самого запитання.
form-closed = Ці запитання вже закрито.
nothing-to-cancel = Скасовувати нічого: відкритих запитань немає.
cancelled = Добре, нічого не збережено.
outdated = Тут уже дещо змінилося. Ось як зараз.
neutral = Цього тут немає або це вже закрито.
something-wrong = Щось пішло не так. Ми вже про це знаємо. Спробуйте ще раз трохи згодом.
slow-down = Дуже швидко. Зачекайте кілька секунд і натисніть ще раз.
group-only-private = Ексодус розмовляє лише наодинці: { $link }
unknown-text = Я розумію кнопки й короткі запитання, наприклад: <i>гроші</i>. Ось головна.
text-cut = Вийшло довше, ніж тут вміщається, тому кінець обрізано.

## Головна
home =
    <b>Ексодус</b>
    Тут знайомі допомагають одне одному напряму.
home-no-request = 🙏 Зараз ви ні про що не просите.
home-request = 🙏 Ваше прохання: <b>{ $title }</b>. Отримано { $received } з { $need }.
home-request-paused = 🙏 Ваше прохання «{ $title }» призупинено.
home-pledge = ❤️ Ви готові віддавати <b>{ $amount }</b> на місяць.
home-pledge-paused = ❤️ Ваш намір призупинено.
home-promises = { $count ->
    [0] 🤝 Відкритих обіцянок у вас немає.
    [one] 🤝 У вас { $count } відкрита обіцянка.
    [few] 🤝 У вас { $count } відкриті обіцянки.
    [many] 🤝 У вас { $count } відкритих обіцянок.
   *[other] 🤝 У вас { $count } відкритої обіцянки.
}

## Вхід
welcome-alone =
    Вітаємо, { $name }!
    Тут домовляються про допомогу. Гроші через бота не проходять.
    Поки що ви нікого не бачите, і вас ніхто не бачить. Запросіть друга: 🔗. Або попросіть у нього посилання.
welcome-invited =
    Вітаємо, { $name }!
    <b>{ $issuer }</b> тепер серед ваших знайомих: ви бачите прохання одне одного. Вони тут: 👥 Моя мережа.
    Гроші через бота не проходять, він допомагає домовитися.
invite-dead = Це посилання більше не діє. Попросіть нове там, звідки воно прийшло.
invite-own = Це ваше власне посилання. Надішліть його другові.
invite-already = <b>{ $issuer }</b> вже серед ваших знайомих.
invite-ask =
    <b>{ $issuer }</b> запрошує вас познайомитися.
    Якщо ви згодні, то бачитимете прохання одне одного. Познайомити вас?
invite-connected = Готово: <b>{ $issuer }</b> тепер серед ваших знайомих, ви бачите прохання одне одного.
invite-waits = Вашу відповідь записано. Знайомство повернеться, коли цього захочете ви обоє.
invite-declined = Добре, знайомства не буде. Ніхто про це не дізнається.

## Запрошення
invite-card =
    🔗 <b>Посилання для друга</b>
    { $link }

    Хто відкриє його вперше, одразу опиниться серед ваших знайомих: ви бачитимете прохання одне одного.
    Запрошуйте тих, кому довіряєте. Посилання діє до { $day }.
invite-share-text = Тут знайомі допомагають одне одному напряму. Ось моє посилання.

## Мережа
network =
    👥 <b>Моя мережа</b>
    { $contacts ->
        [0] Знайомих поки що немає. Запросіть друга або попросіть у нього посилання.
        [one] У вас { $contacts } знайомий.
        [few] У вас { $contacts } знайомі.
        [many] У вас { $contacts } знайомих.
       *[other] У вас { $contacts } знайомого.
    }
    { $requests ->
        [0] Прохань, які ви можете побачити, зараз немає.
       *[other] Просять про допомогу: { $requests }. Натисніть на прохання, щоб дізнатися більше.
    }
row-request = { $emoji } { $name }: { $title }

## Прохання
request-head = { $emoji } <b>{ $title }</b>
request-path = Ви → { $path }
request-need = 💰 Потрібно: <b>{ $need }</b>, { $when }
request-numbers =
    🤝 Обіцяно: { $promised }
    👍 Отримано: { $received }
request-intended = ❤️ Збираються допомогти ще на { $amount }
request-voice = 🎤 Є голосове повідомлення.
request-link = 🔗 <a href="{ $link }">{ $host }</a>
request-left = Ще потрібно: <b>{ $missing }</b>
request-covered = Зараз обіцяно все, що потрібно. Дякуємо!
request-who-MYSELF = { $name } просить для себе
request-who-CHILD = { $name } просить для себе й дитини, людей разом: { $people }
request-who-PARENT = { $name } просить для себе й батьків, людей разом: { $people }
request-who-OTHER = { $name } просить для себе й близьких, людей разом: { $people }
request-who-WORK = { $name } просить підтримати безплатну справу для інших
request-when-day = щомісяця, до { $day }-го числа
request-when-end = щомісяця, до кінця місяця
request-when-deadline = до { $day }
own-request = 🙏 <b>Ваше прохання: { $title }</b>
request-state-ACTIVE = Його бачать ваші знайомі.
request-state-PAUSED = Його призупинено: ніхто його не бачить.
request-state-CLOSED = Його закрито.
request-locked = 🔒 Його замкнено: його ніхто не бачить. Відімкнути: /lock
request-recently-changed = ⚠️ Дані нещодавно змінилися; якщо сумніваєтеся, зателефонуйте.
request-held = Воно чекає, поки відкрите ваше термінове прохання.
request-silent = Його призупинено, бо давно не було звісток. Якщо допомога ще потрібна, натисніть ▶️.
request-reopened = ▶️ Прохання знову відкрите: його бачать ваші знайомі.
request-helpers = 👥 Допомагають: { $names }
helpers-card = 👥 <b>Хто допомагає: { $title }</b>
helpers-line = • { $name }: обіцяно { $promised }, отримано { $received }
row-other-request = { $emoji } { $title }: призупинено
still-needed-now = ✅ Добре, прохання лишається відкритим.
close-outcome =
    <b>Чим усе закінчилося?</b>
    Напишіть один рядок: його отримають усі, хто допомагав. Або пропустіть.
close-outcome-said = Вони прочитають: «{ $outcome }»
request-published =
    ✅ <b>Прохання опубліковано.</b>
    { $count ->
        [0] Його поки що нікому побачити: запросіть знайомих за посиланням.
        [one] Його бачить { $count } людина з ваших знайомих і отримає звістку.
        [few] Його бачать { $count } людини з ваших знайомих і отримають звістку.
        [many] Його бачать { $count } людей із ваших знайомих і отримають звістку.
       *[other] Його бачать { $count } людини з ваших знайомих і отримають звістку.
    }
    Змінити або закрити його можна будь-коли: /ask
request-changed = ✅ Прохання змінено. Нове побачать усі, кому воно видне.
request-details-changed = ✅ Змінено. Три доби на проханні буде позначка про це. Тих, хто його рекомендує, ми запитаємо знову; до їхньої відповіді його бачать лише ваші знайомі.
request-paused = ⏸ Готово. Повідомлень про це не буде. Обіцянки лишаються в силі.
request-resumed = ▶️ Знайомі знову бачать ваше прохання.
request-closed-now = ✅ Прохання закрито. Тим, хто допомагав, ми про це напишемо. Відкриті обіцянки лишаються в силі.
request-close-ask =
    Закрити прохання «{ $title }»?
    Усі, хто допомагав, отримають коротке повідомлення про це.

## Запитання /ask
ask-kind =
    🙏 <b>Яка допомога потрібна?</b>
    🔆 Щомісяця: потроху, доки не закриєте.
    🆘 Терміново: один раз і до певного дня.
btn-kind-monthly = 🔆 Щомісяця
btn-kind-emergency = 🆘 Терміново, один раз
ask-for-whom = <b>Для кого допомога?</b>
btn-for-MYSELF = Для мене
btn-for-CHILD = Для мене й дитини
btn-for-PARENT = Для мене й батьків
btn-for-OTHER = Для мене й інших близьких
btn-for-WORK = Моя безплатна справа для інших
ask-people = <b>Скільки всього людей, разом із вами?</b>
ask-title =
    <b>На що потрібна допомога?</b>
    Кілька слів, до 60 знаків. Наприклад: <i>ліки для мами</i>. Або виберіть кнопку.
ready-title-1 = Ліки та лікування
ready-title-2 = Продукти
ready-title-3 = Житло
ready-title-4 = Дорога
ask-amount-monthly =
    <b>Скільки потрібно на місяць?</b>
    Напишіть суму, наприклад: <i>150</i>, або натисніть кнопку.
ask-amount-emergency =
    <b>Скільки потрібно?</b>
    Напишіть суму, наприклад: <i>150</i>, або натисніть кнопку.
ask-day =
    <b>До якого числа місяця потрібна допомога?</b>
    Виберіть або напишіть число від 1 до 31.
btn-day = { $day }-те число
btn-day-end = До кінця місяця
ask-deadline =
    <b>До якого дня потрібна допомога?</b>
    Виберіть або напишіть дату, наприклад: <i>25.12</i>. Не пізніше ніж за 30 днів.
btn-in-days = { $days ->
    [one] { $days } день
    [few] { $days } дні
    [many] { $days } днів
   *[other] { $days } дня
}
ask-how =
    <b>Як передати вам допомогу?</b>
    Напишіть, куди (наприклад, номер телефону чи картки). Це побачить лише той, хто пообіцяв допомогти. Або пропустіть: вам напишуть.
btn-how-write = ⏭ Напишіть мені
ask-story =
    <b>Хочете розповісти докладніше?</b>
    Напишіть або надиктуйте голосом, до 500 знаків.
ask-link =
    <b>Чи є посилання, де про це можна прочитати або поговорити?</b>
    Надішліть його або пропустіть.
ask-reach =
    <b>Хто може побачити прохання?</b>
    Прохання одразу бачать ваші знайомі. Далі його показує лише той, хто вас знає і натиснув 🗣.
btn-reach-1 = 1: лише мої знайомі
btn-reach-2 = 2: і знайомі знайомих
btn-reach-3 = 3: і ще одне коло
ask-summary = <b>Усе правильно?</b>
ask-summary-amount = 💰 <b>{ $amount }</b>, { $when }
ask-how-details = 💳 Реквізити побачить лише той, хто пообіцяв.
ask-summary-detail = 💳 { $value }
ask-how-write = ✉️ Вам напишуть.
ask-ring = { $count ->
    [0] Знайомих поки що немає: спершу його побачить той, кого ви запросите.
    [one] Одразу побачить { $count } людина: { $names }.
    [few] Одразу побачать { $count } людини: { $names }.
    [many] Одразу побачать { $count } людей: { $names }.
   *[other] Одразу побачать { $count } людини: { $names }.
}
ask-reach-1 = Далі прохання не піде.
ask-reach-2 = Далі його побачать знайомі тих, хто вас знає і натиснув 🗣.
ask-reach-3 = Далі його побачать знайомі тих, хто вас знає і натиснув 🗣, і так само ще одне коло за ними.
btn-ask-emergency = 🆘 Термінове прохання
edit-title = <b>Як тепер назвати прохання?</b> До 60 знаків.
edit-amount =
    <b>Яка тепер сума?</b>
    Зараз: { $amount }. За місяць її можна збільшити щонайбільше вдвічі.
edit-story = <b>Що написати в історії?</b> До 500 знаків.

## Запитання /give
give-amount =
    ❤️ <b>Скільки ви готові віддавати на місяць без шкоди для себе?</b>
    Напишіть суму, наприклад: <i>50</i>, або натисніть кнопку. Її можна змінити або відкликати будь-коли, ніхто не дізнається.
give-scope = <b>Кому можна запропонувати вашу допомогу?</b>
btn-scope-network = 👥 Усій моїй мережі
btn-scope-chosen = 👤 Лише тим, кого виберу
give-choose = <b>Виберіть людей.</b> Натисніть на ім’я, щоб позначити.
btn-done = ✅ Готово
give-summary =
    <b>Усе правильно?</b>
    ❤️ <b>{ $amount }</b> на місяць
give-scope-network = Для всієї моєї мережі
give-scope-chosen = Лише для: { $names }
give-done =
    ✅ <b>Записано: { $amount } на місяць.</b> Бачите це лише ви.
    { $day } надійде картка, якщо буде кому допомогти: кому, скільки й чому. Без вашої згоди нічого не станеться.
    Допомогти можна й просто зараз: відкрийте 👥 Моя мережа.
give-ceiling-set = Ваша міра на місяць: { $amount }. Більше за це ми ніколи не запропонуємо. Її бачите лише ви.
give-ceiling-raised = Від завтра ваша міра буде { $amount }.
pledge-card = ❤️ <b>Мій намір: { $amount } на місяць</b>
pledge-ceiling = Моя міра: { $amount } на місяць. Більше за це ми ніколи не запропонуємо. Міру бачите лише ви.
pledge-ceiling-next = З { $day } міра буде { $amount }.
pledge-state-ACTIVE = Його враховано для наступної картки.
pledge-state-PAUSED = Призупинено: карток не буде.
edit-ceiling =
    <b>Яка ваша міра на місяць?</b>
    Це сума, яку ви можете віддати без шкоди для себе. Зараз: { $amount }. Більша міра діятиме від завтра.
pledge-changed = ✅ Змінено. Ніхто про це не дізнається.
pledge-paused-now = ⏸ Призупинено. Ніхто про це не дізнається.
pledge-resumed = ▶️ Ваш намір знову в силі. Бачите це лише ви.
pledge-withdraw-ask = Відкликати намір? Обіцянки, які ви вже дали, лишаються. Ніхто про це не дізнається.
pledge-withdrawn = ✅ Намір відкликано. Ніхто про це не дізнається.

## Наміри
btn-help-monthly = ❤️ Щомісяця
btn-help-once = ❤️ Один раз, пізніше
btn-help-already = 👍 Уже допомогли? Записати
btn-promise-rest = 🤝 Пообіцяти { $missing }
btn-given-amount = 👍 Уже передано { $amount }
btn-part-now = 🤝 І за цей місяць: { $amount }
btn-directed = ❤️ Кому я допомагаю
btn-directed-count = ❤️ Кому я допомагаю ({ $count })
btn-open-pledge = ❤️ Для всієї моєї мережі
btn-edit-spread = ✏️ Як ділити
btn-edit-people = ✏️ Для кого
btn-standing-yes = ✏️ Постійна згода
btn-spread-ONE = ❤️ Одному проханню
btn-spread-SEVERAL = ❤️ Кільком
btn-spread-MANY = ❤️ Багатьом потроху
btn-start-first = 🗓 Почати з { $day }
btn-start-soon = 🗓 Почати з найближчої картки
btn-scope-except = 👤 Усім, крім декого
btn-standing-set = ✅ Увімкнути
btn-standing-end = ❌ Вимкнути
btn-standing-named = 👤 Лише тим, кого назву
btn-standing-helped = 👥 Тим, кому моя допомога вже дійшла
btn-standing-both = 👥 І тим, і тим
btn-worth-yes = ✅ Так, { $worth }
btn-worth-no = ❌ Залишити { $amount }
help-given-amount =
    👍 <b>Скільки ви вже передали?</b>
    { $name }, «{ $title }»
    Напишіть суму або натисніть кнопку.
help-over =
    Зараз ще потрібно { $missing }, а ви написали { $amount }.
    <b>Пообіцяти те, що ще потрібно? Чи це вже передано?</b>
    Можна написати й іншу суму.
help-given-summary =
    <b>Це вже передано?</b>
    👍 <b>{ $amount }</b>{ $form }
    Кому: { $name }, «{ $title }»
    Ми спитаємо, чи дійшло.
help-given-done = 👍 <b>Записано.</b> Ми спитаємо, чи дійшло: { $name }.
pledge-to-monthly =
    ❤️ <b>Скільки ви готові віддавати на це щомісяця?</b>
    { $name }, «{ $title }». Потрібно: { $need }.
    Напишіть суму або натисніть кнопку.
pledge-to-once =
    ❤️ <b>Скільки ви готові віддати на це один раз?</b>
    { $name }, «{ $title }». Потрібно: { $need }.
    Напишіть суму або натисніть кнопку.
pledge-to-summary-monthly =
    <b>Усе правильно?</b>
    ❤️ <b>{ $amount }</b> щомісяця{ $form }
    Кому: { $name }, «{ $title }»
pledge-to-summary-once =
    <b>Усе правильно?</b>
    ❤️ <b>{ $amount }</b> один раз{ $form }
    Кому: { $name }, «{ $title }»
directed-done = ✅ <b>Записано.</b> Вашого імені ніхто не побачить, поки ви не пообіцяєте.
directed-monthly =
    ❤️ <b>{ $amount }</b> щомісяця{ $form }
    Кому: <b>{ $name }</b>
directed-once =
    ❤️ <b>{ $amount }</b> один раз{ $form }
    Кому: <b>{ $name }</b>
directed-for = На що: { $title }
directed-next-card = { $day } ви отримаєте картку й вирішите. Змінити чи відкликати намір можна будь-коли, ніхто не дізнається.
directed-next-offer = { $day } ми запропонуємо пообіцяти це однією кнопкою. Змінити чи відкликати намір можна будь-коли, ніхто не дізнається.
directed-list =
    ❤️ <b>Кому ви хочете допомагати</b>
    Бачите це лише ви.
directed-none = ❤️ Поки що ви не вибрали, кому допомагати. Це можна зробити на будь-якому проханні: кнопки з ❤️.
directed-unseen = Прохання, якого зараз не видно
row-directed-monthly = { $sign } { $name }: { $amount } на місяць
row-directed-once = { $sign } { $name }: { $amount } один раз
directed-state-money = Його враховано для наступної картки.
directed-state-in-kind = Першого числа запропонуємо пообіцяти це однією кнопкою.
directed-state-paused = Призупинено: пропозицій не буде.
directed-state-unseen = Зараз цього прохання вам не видно, тому намір чекає.
directed-amount =
    ❤️ <b>Скільки тепер?</b>
    { $name }: зараз { $amount }.
part-less-missing = ✅ <b>Обіцянку записано.</b> Стільки вже не потрібно: обіцяно те, що ще було потрібно.
part-less-measure = ✅ <b>Обіцянку записано</b> на стільки, скільки лишалося у вашій мірі цього місяця.
give-scope-except = Для всієї моєї мережі, крім: { $names }
give-except = <b>Кому не пропонувати вашу допомогу?</b> Натисніть на ім’я, щоб позначити. Ніхто не дізнається.
pledge-starts = Враховано з { $day }.
pledge-spread-ONE = Ділимо так: одному проханню.
pledge-spread-SEVERAL = Ділимо так: кільком проханням.
pledge-spread-MANY = Ділимо так: багатьом проханням потроху.
pledge-spread-ask = <b>Між скількома проханнями ділити вашу допомогу?</b>
standing-yes = ✅ <b>Постійна згода</b>
standing-none =
    Обіцянкою стає лише те, що ви прийняли самі. Але можна погодитися наперед: скільки на місяць, скільки одній людині й кому.
    Якщо картка залишиться без відповіді, згода спрацює наприкінці 10-го числа, і ми вам напишемо. До того її можна прибрати без сліду. За 6 місяців вона закінчиться сама.
    Зараз вимкнено.
standing-card =
    До { $monthly } на місяць, до { $person } одній людині.
    Спрацює наприкінці 10-го числа, якщо картка залишиться без відповіді. До того її можна прибрати без сліду. Діє до { $day }.
standing-helped = Для тих, кому ваша допомога вже дійшла.
standing-monthly =
    <b>Скільки на місяць можна обіцяти, не питаючи вас?</b>
    Напишіть суму, наприклад: <i>30</i>
standing-person =
    <b>А скільки з цього одній людині?</b>
    Напишіть суму, наприклад: <i>10</i>
standing-whom = <b>Для кого?</b>
standing-summary =
    <b>Усе правильно?</b>
    До { $monthly } на місяць, до { $person } одній людині, на 6 місяців.
standing-set-now = ✅ Записано. Ніхто, крім вас, про це не знає.
standing-ended = ✅ Вимкнено, без сліду.
card-standing = ✅ Якщо картка залишиться без відповіді до кінця дня ({ $day }), ваша постійна згода зробить обіцянкою { $total }.
worth-agreed = ✅ Записано, дякуємо.
worth-left = ✅ Добре, лишилося як було.
confirmed-worth = 👍 Дякуємо, отримання підтверджено. Про більшу суму ми спитали. Вирішує { $name }.
notice-pledge-made =
    { $count ->
        [one] ❤️ «{ $title }»: з’явився { $count } намір допомогти.
        [few] ❤️ «{ $title }»: з’явилося { $count } наміри допомогти.
       *[other] ❤️ «{ $title }»: з’явилося { $count } намірів допомогти.
    }
    Намір ще не обіцянка. Про кожну обіцянку ми напишемо.
notice-pledge-returned = ❤️ <b>Тут уже вистачає. До вас повернулося:</b>
pledge-returned-offer = Якщо хочете, запропонуємо це іншим проханням вашої мережі: натисніть ❤️.
notice-pledge-offer = ❤️ <b>Цього місяця ви хотіли допомогти не грошима</b>
pledge-offer-row = • { $name }: { $what } ({ $amount })
notice-standing-yes-used = ✅ <b>Спрацювала ваша постійна згода. Обіцяно: { $total }</b>
notice-worth-more =
    👍 <b>{ $name }</b>: допомога дійшла («{ $what }»). Дякую!
    Ви назвали { $amount }, а { $name } оцінює її вище: { $worth }. Згодні?

## Допомогти зараз
help-amount =
    🤝 <b>Скільки ви готові передати?</b>
    { $name }, «{ $title }». Ще потрібно: { $missing }.
    Напишіть суму або натисніть кнопку.
btn-all-missing = Усе, чого бракує: { $amount }
help-form = <b>Чим ви допоможете?</b>
btn-form-MONEY = 💶 Грошима
btn-form-SERVICE = 🛠 Ділом
btn-form-GOODS = 📦 Речами
btn-form-TIME = ⏰ Часом
help-description = <b>Що саме?</b> Кілька слів, наприклад: <i>відвезу до лікаря</i>. Або виберіть кнопку.
ready-SERVICE-1 = Допоможу вдома
ready-SERVICE-2 = Полагоджу
ready-SERVICE-3 = Відвезу
ready-SERVICE-4 = Допоможу з паперами
ready-GOODS-1 = Продукти
ready-GOODS-2 = Ліки
ready-GOODS-3 = Одяг
ready-GOODS-4 = Речі для дому
ready-TIME-1 = Побуду поруч
ready-TIME-2 = Посиджу з дітьми
ready-TIME-3 = Сходжу разом
ready-TIME-4 = Допоможу порадою
help-summary =
    <b>Обіцяєте?</b>
    🤝 <b>{ $amount }</b>{ $form }
    Кому: { $name }, «{ $title }»
    До: { $day }
btn-promise = ✅ Так, обіцяю
help-above =
    Це більше за вашу міру на місяць (лишилося { $room }).
    Для термінового прохання ви можете один раз вийти за неї. Допомогти на { $amount }?
form-MONEY = грошима
form-SERVICE = ділом
form-GOODS = речами
form-TIME = часом
help-done = ✅ <b>Обіцянку записано.</b> { $name } дізнається про це.

## Обіцянки
promises = 🤝 <b>Обіцянки</b>
promises-open = Я обіцяю передати:
promises-open-none = Відкритих обіцянок немає. Щоб комусь допомогти, відкрийте 👥 Моя мережа.
promises-to-me = Мені обіцяли:
promises-to-me-none = Вам поки що нічого не обіцяно. Попросити про допомогу або доповнити прохання: /ask
promises-waiting = Передано, чекає на підтвердження:
promises-waiting-none = Підтверджувати нічого: усе гаразд.
promises-archive = Підтверджена допомога:
promises-archive-none = Тут з’явиться допомога, яка дійшла.
promises-unfinished = Не вийшло, більше не потрібно або не підтверджено:
promises-unfinished-none = Тут порожньо: незавершеного немає.
promises-with = 👤 <b>{ $name }</b>
archive-people = 👥 <b>З ким?</b> Виберіть людину або напишіть ім’я.
row-archive-person = 👤 { $name } ({ $count })
archive-find = <b>Як звати людину?</b> Можна частину імені.
archive-found = 👥 Знайшлися за «{ $part }»:
archive-found-none = 👥 За «{ $part }» тут нікого немає.
promises-file = 🗓 Усі ваші обіцянки однією таблицею. Рядків: { $count }.
table-received = допомагають мені
table-given = допомагаю я
table-due = Термін
table-state = Стан
table-confirmed = Отримано
table-amount = Обіцяно
table-form = Чим
table-title = На що
table-name = З ким
table-side = Сторона
table-day = Записано
row-promise = { $name }: { $amount }, до { $day }
row-promise-settled = { $name }: { $amount }, { $state }
promise-given =
    🤝 <b>{ $amount }</b>{ $form }
    Кому: <b>{ $name }</b>
promise-received =
    🤝 <b>{ $amount }</b>{ $form }
    Від кого: <b>{ $name }</b>
promise-title = На що: { $title }
promise-day = До: { $day }
promise-description = Що саме: { $text }
promise-note = ✉️ «{ $text }»
promise-note-voice = 🎤 Разом із допомогою передано голосове повідомлення.
promise-thanks = 👍 «{ $text }»
promise-thanks-voice = 🎤 Подяку сказано голосом.
state-given-PROMISED = Коли передасте, натисніть 👍.
state-given-REPORTED = Передано. Чекаємо на підтвердження.
state-given-CONFIRMED = Отримання підтверджено. Дякуємо!
state-given-UNCONFIRMED = Не підтверджено, і нічиєї провини в цьому немає. Підтвердити можна й пізніше.
state-given-RELEASED = Не вийшло, і це нормально.
state-given-FORGIVEN = Більше не потрібно, дякуємо вам.
state-received-PROMISED = Обіцяно.
state-received-REPORTED = Позначено як передане. Допомога дійшла?
state-received-CONFIRMED = Ви підтвердили отримання.
state-received-UNCONFIRMED = Не підтверджено. Якщо дійшло, натисніть 👍.
state-received-RELEASED = Не вийшло.
state-received-FORGIVEN = Ви сказали, що більше не потрібно.
promise-frozen = 🔒 Прохання зараз замкнено: можливо, акаунтом заволодів хтось інший. Зателефонуйте, перш ніж передавати.
short-PROMISED = обіцяно
short-REPORTED = передано
short-CONFIRMED = отримано
short-UNCONFIRMED = не підтверджено
short-RELEASED = не вийшло
short-FORGIVEN = більше не потрібно
reported-now = 👍 Записано. Ми запитаємо, чи дійшло. Більше нікому не скажемо.
confirmed-now = 👍 Дякуємо, отримання підтверджено. Той, хто допоміг, дізнається про це.
not-yet-now = ⏳ Добре, допомога ще в дорозі. Ми делікатно скажемо про це тому, хто її передає.
released-now = Добре, обіцянку знято. Ми делікатно скажемо про це тому, хто чекає на допомогу, і більше нікому.
let-go-now = Добре, обіцянку знято. Ми з подякою скажемо про це тому, хто обіцяв, і більше нікому.
asked-now = ⏳ Добре. Ми делікатно спитаємо про це того, хто обіцяв. Більше ніхто не дізнається.
later-now = ⏳ Добре, нагадаємо завтра. Ніхто про це не дізнається.
note-ask = <b>Що сказати разом із допомогою?</b> Один рядок або голосом.
note-now = ✅ Записано. Це побачить лише той, кому ви допомагаєте.
release-ask = Не вийде передати? Ми делікатно про це повідомимо, без докорів. Точно?
let-go-ask = Сказати, що ця допомога більше не потрібна? Точно?
ask-now-ask = Попросити передати допомогу зараз? Ми спитаємо делікатно: можливо, поки що не виходить.
part-amount =
    <b>Скільки дійшло?</b>
    Обіцяно { $amount }. Напишіть суму або натисніть кнопку.
part-rest = Дійшло { $part }. <b>Що з рештою ({ $rest })?</b>
btn-rest-expected = ⏳ Ще чекаю
btn-rest-let-go = ✅ Більше не потрібно
thanks-ask = <b>Що передати разом із подякою?</b> Один рядок або голосом.
thanks-now = 👍 Подяку передано. Її побачить лише той, хто допоміг.
details-card = 💳 <b>Куди передати: { $name }</b>
details-value = <code>{ $value }</code>
details-logged = { $name } побачить, що ви відкрили реквізити.
details-recent = ⚠️ Реквізити нещодавно змінено; якщо сумніваєтеся, зателефонуйте.
details-none = Реквізитів немає. Напишіть і домовтеся, як передати.
details-mine =
    💳 <b>Мої реквізити</b>
    Їх бачить лише той, хто пообіцяв вам допомогу й натиснув 💳. Щоразу це записується.
details-mine-none =
    💳 <b>Мої реквізити</b>
    Поки що їх немає. Якщо додати, їх побачить лише той, хто пообіцяв вам допомогу.
detail-name = 💳 <b>{ $name }</b>
detail-default = Це основні: ми запропонуємо їх першими.
detail-in-use = Вони стоять у вашому проханні.
detail-openings = Скільки разів відкривали: { $count }.
detail-name-ask = <b>Як назвати ці реквізити?</b> До 40 знаків, наприклад: <i>картка</i>
detail-value-ask = <b>Куди передавати допомогу?</b> Наприклад, номер телефону чи картки.
detail-added = ✅ Додано. Побачить лише той, хто пообіцяв вам допомогу.
detail-changed = ✅ Змінено. Побачить лише той, хто пообіцяв вам допомогу.
detail-changed-used = ✅ Змінено. Три доби поруч із реквізитами буде позначка про це.
detail-default-now = ✅ Тепер це основні реквізити.
detail-remove-ask = Прибрати ці реквізити?
detail-remove-used-ask = Прибрати ці реквізити? Вони стоять у вашому проханні: там буде сказано, щоб вам написали.
detail-removed = ✅ Прибрано.
details-log = ℹ️ <b>Хто відкривав ваші реквізити</b>
details-log-none = ℹ️ Ваші реквізити ще ніхто не відкривав.
details-log-row = • { $day }: { $name }
write-card = ✉️ Напишіть: <a href="{ $link }">{ $name }</a>
write-none = Ця людина більше не користується ботом.

## Картка місяця
card = 🗓 <b>Кому допомогти цього місяця</b>
card-total = Разом: <b>{ $total }</b>
card-offer = Це пропозиція. Обіцянкою вона стане, лише якщо ви натиснете 🤝.
card-line = • { $name }: <b>{ $amount }</b> до { $day }
card-line-titled = • { $name }, «{ $title }»: <b>{ $amount }</b> до { $day }
card-more = • і ще прохань: { $count }, на { $amount }
card-change =
    ✏️ <b>Змініть, як вам зручно</b>
    Мінус і плюс змінюють суму, ❌ прибирає рядок.
card-answered = 🗓 На цю картку ви вже відповіли.
card-over = 🗓 Місяць цієї картки закінчився.
card-skipped = ❌ Добре, цього місяця пропускаємо. Ніхто про це не дізнається. Якщо передумаєте, картка лишиться тут до кінця місяця.
card-accepted = { $count ->
    [one] ✅ <b>Записано { $count } обіцянку на { $total }.</b> Ми скажемо тим, кому ви допомагаєте. Передумати можна в 🤝 Обіцянки.
    [few] ✅ <b>Записано { $count } обіцянки на { $total }.</b> Ми скажемо тим, кому ви допомагаєте. Передумати можна в 🤝 Обіцянки.
    [many] ✅ <b>Записано { $count } обіцянок на { $total }.</b> Ми скажемо тим, кому ви допомагаєте. Передумати можна в 🤝 Обіцянки.
   *[other] ✅ <b>Записано { $count } обіцянки на { $total }.</b> Ми скажемо тим, кому ви допомагаєте. Передумати можна в 🤝 Обіцянки.
}
card-less-missing = Частина вже не потрібна: допомогли інші. Дякуємо!
card-less-measure = Не все вміщується у вашу міру на цей місяць. Решту можна прийняти до кінця місяця.
why = ℹ️ <b>Чому так</b>
why-directed = • { $name }: спершу виконано ваше бажання допомогти саме тут.
why-need-met = • { $name }: тут вистачає на все, що потрібно. Тому кожен віддає рівну частину того, що намітив.
why-shared-evenly = • { $name }: на все поки що не вистачає. Тому те, що намітили всі, ділиться порівну на кожну людину.
why-kept = Ви допомагали тут і минулого разу.
why-limited = Більше не запропоновано, щоб вистачило й іншим.
why-emergency = Термінові прохання йдуть першими.

## Повідомлення
digest = 🗓 <b>Місяць добігає кінця</b>
digest-open = { $count ->
    [one] 🤝 У вас { $count } відкрита обіцянка.
    [few] 🤝 У вас { $count } відкриті обіцянки.
    [many] 🤝 У вас { $count } відкритих обіцянок.
   *[other] 🤝 У вас { $count } відкритої обіцянки.
}
digest-confirm = { $count ->
    [one] 👍 Чекає на ваше підтвердження: { $count }.
    [few] 👍 Чекають на ваше підтвердження: { $count }.
    [many] 👍 Чекають на ваше підтвердження: { $count }.
   *[other] 👍 Чекають на ваше підтвердження: { $count }.
}
digest-unconfirmed = 👍 Ви передали, ще не підтверджено: { $count }. Без провини.
digest-next = Якщо нічого не зміниться, наступного місяця:
digest-row = • { $name }: <b>{ $amount }</b>
notice-newcomer-joined = 👥 <b>{ $name }</b> тепер серед ваших знайомих.
notice-contact-asks =
    🔆 <b>{ $name }</b> просить про допомогу
    { $title }
    💰 { $need }, ще потрібно { $missing }
notice-emergency-alert =
    🆘 <b>{ $name }</b> просить про термінову допомогу
    { $title }
    💰 { $need }, ще потрібно { $missing }, до { $day }
notice-proposals-reminder = 🗓 Картка цього місяця чекає на відповідь. Можна прийняти, змінити або пропустити.
notice-promise-made =
    🤝 <b>{ $name }</b> обіцяє вам <b>{ $amount }</b>
    До: { $day }
notice-handed-over = 👍 <b>{ $name }</b>: передано <b>{ $amount }</b>
notice-arrived-ask = Допомога дійшла?
notice-not-arrived = ⏳ <b>{ $name }</b>: допомога ({ $amount }) поки що не дійшла. Коли дійде або передасте ще раз, натисніть 👍.
notice-thanks = 👍 <b>{ $name }</b>: «{ $thanks }»
notice-thanks-voice = 👍 <b>{ $name }</b> дякує голосом.
notice-confirmed = 👍 <b>{ $name }</b>: отримано { $amount }. Дякуємо!
notice-confirmed-part = 👍 <b>{ $name }</b>: отримано { $amount }. На решту ще чекають.
notice-released = <b>{ $name }</b>: передати { $amount } не вийде. Так буває. Ваше прохання лишається чинним.
notice-released-gone = <b>{ $name }</b>: передавати { $amount } більше не потрібно. Дякуємо, що відгукнулися!
notice-let-go = <b>{ $name }</b>: допомога ({ $amount }) більше не потрібна. Дякуємо, що відгукнулися!
notice-request-closed = 🙏 Прохання «{ $title }» ({ $name }) закрито. Дякуємо за допомогу!
notice-ended-outcome = «{ $outcome }»
notice-ended-let-go = Ваша обіцянка на { $amount } не знадобилася, її знято.
notice-ended-open = Ваша обіцянка на { $amount } лишається, до { $day }.
notice-ended-open-own = Ще обіцяно { $amount }, до { $day }.
notice-emergency-closed = 🆘 Термінове прохання «{ $title }» ({ $name }) закрито раніше. Дякуємо, що ви поруч!
notice-emergency-completed = 🆘 «{ $title }» ({ $name }): отримано все, що потрібно. Дякуємо всім, хто відгукнувся!
notice-emergency-completed-own = 🆘 «{ $title }»: отримано все, що потрібно. Прохання закрито, і всі, хто допомагав, отримають подяку.
notice-emergency-deadline = 🆘 «{ $title }» ({ $name }): день, до якого була потрібна допомога, минув. Отримано { $received } із { $need }. Дякуємо!
notice-emergency-deadline-own = 🆘 «{ $title }»: день, до якого була потрібна допомога, минув. Отримано { $received } із { $need }.
notice-promises-unreported =
    🆘 <b>{ $title }</b>
    Про ці обіцянки звісток поки що немає. Можна почекати або відпустити їх: тоді ми спитаємо інших.
row-unreported = ❌ { $name }: { $amount }
notice-request-covered = 🙏 «{ $title }»: обіцяно все, що потрібно. Більше ми нікого не питаємо.
notice-still-needed = 🙏 «{ $title }»: ще потрібно?
notice-asker-summary =
    🗓 <b>{ $title }</b>
    На цей місяць обіцяно { $promised }, отримано { $received } з { $need }.
notice-promise-date-near =
    🤝 { $day }: ви обіцяли <b>{ $amount }</b>
    Кому: { $name }
notice-please-hand-over =
    ⏳ <b>{ $name }</b> просить передати допомогу зараз, якщо вийде: <b>{ $amount }</b>
    Ви обіцяли до: { $day }
notice-details-opened = 💳 <b>{ $name }</b>: відкрито ваші реквізити, щоб передати { $amount }.
notice-confirmation-nudge = 👍 <b>{ $name }</b>: передано <b>{ $amount }</b>
notice-unconfirmed-help = 🤝 Поки що не підтверджено, без провини:
notice-unconfirmed-later = Підтвердити можна й пізніше.
notice-pledge-paused =
    ❤️ Дві картки поспіль лишилися без відповіді, тож ми призупинили ваш намір, щоб не турбувати.
    Відновити можна однією кнопкою.

## Рекомендації
request-recommenders = 🗣 Рекомендація: { $names }
recommend-ask =
    🗣 <b>Ви знаєте цю людину і підтверджуєте прохання?</b>
    { $name }: { $title }
recommend-goes-on = Ваше слово покаже прохання і вашим знайомим. Звідки ви про нього знаєте?
recommend-stays = Ваше слово підтвердить прохання; далі воно не піде, так у ньому вибрано. Звідки ви про нього знаєте?
recommend-people = <b>У проханні сказано: людей { $people }. Це так?</b> Якщо не знаєте, пропустіть.
recommend-done = ✅ <b>Дякуємо, ваше слово записано.</b> Відкликати його можна будь-якого дня: 🗣.
recommend-people-done = ✅ Дякуємо, кількість людей підтверджено.
recommend-renewed = ✅ Дякуємо, підтверджено на рік.
recommend-card =
    🗣 <b>Ви рекомендуєте</b>
    { $name }: { $title }
    { $reason }. Діє до { $day }.
recommend-card-old =
    🗣 <b>Ваша рекомендація застаріла</b>
    { $name }: { $title }
    Прохання змінилося, або минув рік. Підтвердьте його, якщо все так і є.
reason-KNOW_IN_PERSON = Ви знайомі особисто
reason-HELPED_BEFORE = Допомога вже була
reason-RELATIVE = Ви родичі
reason-NEIGHBOUR = Ви сусіди
recommend-withdraw-ask = Відкликати рекомендацію? Через вас це прохання більше не побачать. Повідомлень про це не буде.
recommend-withdrawn = ✅ Рекомендацію відкликано. Повідомлень про це не буде.
share-question = 🗣 Показати прохання «{ $title }» ({ $name }) вашим знайомим? Сама допомога його нікому не показує.

## Посилання на прохання
help-link-card =
    🔗 <b>Посилання на прохання «{ $title }»</b>
    { $link }

    Хто відкриє його, побачить ім’я, назву і суму. Усе прохання побачить, коли ви познайомитеся.
    Посилання діє до { $day }.
help-link-uses = За посиланнями на це прохання прийшло людей: { $uses }. Чинних посилань: { $living }.
help-link-share-text = Тут просять про допомогу. Допомогти можна напряму. Ось посилання.
help-link-revoke-ask = Відкликати всі посилання на це прохання, хто б їх не зробив? Знайомства, що за ними виникли, лишаться.
help-link-revoked = ✅ Посилання відкликано: { $count }.
help-link-refused = Це посилання не може показати вам прохання: для нього вибрано вужче коло людей.
help-link-ask =
    <b>{ $issuer }</b> розповідає вам про прохання
    { $emoji } { $name }: <b>{ $title }</b>
    💰 { $amount }

    Якщо погодитися, ви станете знайомі й побачите прохання одне одного, а це цілком. Познайомити вас?
help-link-connected = Готово: <b>{ $issuer }</b> тепер серед ваших знайомих.
welcome-help = Вітаємо, { $name }! Тут знайомі допомагають одне одному напряму. <b>{ $issuer }</b> тепер серед ваших знайомих. Ось прохання:

## Знайомства
introduce-card =
    👥 <b>Познайомити: { $name }</b>
    З ким? Ми спитаємо обох. Знайомство буде, лише якщо згодні обоє.
introduce-asked = ✅ Записано: { $name } і { $other }. Знайомство буде, лише якщо згодні обоє.
introduction-connected = ✅ Готово: <b>{ $name }</b> тепер серед ваших знайомих, ви бачите прохання одне одного.
introduction-waits = Вашу відповідь записано. Знайомство буде, якщо згодні обоє.
notice-introduction =
    👥 <b>{ $introducer }</b> пропонує вам познайомитися: <b>{ $name }</b>
    Якщо згодні обоє, ви побачите прохання одне одного. Познайомити вас?

## Повідомлення про рекомендації
notice-know-this = Знаєте про це? 🗣 покаже прохання і вашим знайомим.
notice-recommended-request =
    🗣 Прохання, яке вам показали знайомі
    🔆 <b>{ $name }</b>: { $title }
    💰 { $need }, ще потрібно { $missing }
notice-request-recommended = 🗣 <b>{ $name }</b> рекомендує ваше прохання «{ $title }».
notice-request-recommended-someone = 🗣 Ваше прохання «{ $title }» рекомендує ще одна людина.
notice-recommend-again =
    🗣 <b>{ $name }</b>: прохання змінилося
    { $title }
    💰 { $need }
    Ви й далі підтверджуєте його? Поки немає відповіді, через вас його не бачать.
notice-recommendation-expires =
    🗣 { $day } закінчиться ваша рекомендація
    <b>{ $name }</b>: { $title }
    Підтвердити її ще на рік?
notice-nobody-opened = 🙏 Прохання «{ $title }» поки що ніхто не відкривав. Так буває. Його можна надіслати тим, кому ви довіряєте.
notice-nobody-opened-link = Ось готове посилання: { $link }

## Повернути, як було
undone-PLEDGE_MADE = ↩️ <b>Повернули, як було.</b> Ніхто про це не дізнається.
undone-PLEDGE_WITHDRAWN = ↩️ <b>Повернули, як було.</b> Намір знову в силі, ніхто про це не дізнається.
undone-REQUEST_PUBLISHED = ↩️ <b>Повернули, як було.</b> Прохання знято, його більше ніхто не бачить.
undone-RECOMMENDED = ↩️ <b>Повернули, як було.</b> Нікому про це не повідомляємо.
undone-RECOMMENDATION_WITHDRAWN = ↩️ <b>Повернули, як було.</b> Ваше слово знову в силі.
undone-PROPOSALS_DECLINED = ↩️ <b>Повернули, як було.</b> Пропозиція знову чекає на вашу відповідь.
undone-LANGUAGE = ↩️ <b>Повернули, як було.</b> Мова попередня.
undone-TIMEZONE = ↩️ <b>Повернули, як було.</b>
undone-QUIET_HOURS = ↩️ <b>Повернули, як було.</b>

## Помилки
err-not-found = { neutral }
err-not-yours = { neutral }
err-stale = { outdated }
err-amount-invalid = Не вдалося прочитати суму. Напишіть числом, наприклад: <i>150</i> або <i>1 500,50</i>
err-amount-too-large = Завелика сума. Можна до 1 000 000, наприклад: <i>150</i>
err-amount-below-quantum = Замала сума. Можна від { $quantum }, наприклад: <i>{ $quantum }</i>
err-amount-more-than-double = За місяць прохання можна збільшити щонайбільше вдвічі: до { $limit }.
err-text-empty = Тут потрібні слова. Напишіть, будь ласка, коротко.
err-date-out-of-range = Потрібна дата в найближчі 30 днів, наприклад: <i>25.12</i>
err-day-invalid = Потрібне число місяця від 1 до 31, наприклад: <i>10</i>
err-people-invalid = Потрібна кількість людей від 1 до 10.
err-link-invalid = Це не схоже на посилання. Воно починається з https://
err-already-active = У вас уже є відкрите прохання. Спершу закрийте його.
err-above-ceiling = Це більше за вашу міру (те, що ви можете віддати за місяць без шкоди для себе): лишилося { $room }. Міру можна змінити в ❤️ Мій намір.
err-above-missing = Стільки вже не потрібно. Ще потрібно { $missing }.
err-covered = Тут уже все обіцяно. Дякуємо!
err-own-request = Це ваше власне прохання.
err-own-invite = { invite-own }
err-invite-dead = { invite-dead }
err-out-of-reach = Далі це прохання показати не можна: для нього вибрано вужче коло людей.
err-locked = Ваші прохання зараз замкнено. Відімкнути їх можна тут: /lock
err-recipient-locked = Реквізити зараз закрито: прохання замкнено, доки не стане ясно, що акаунт у тих самих руках. Якщо сумніваєтеся, зателефонуйте.
err-too-many-today = На сьогодні досить. Продовжте завтра.
err-too-many = Більше додати не можна. Спершу щось приберіть.
err-reminded-enough = Про це вже просили. Частіше просити не варто.
err-nothing-left = Виберіть хоча б одну людину.
err-emergency-at-once = Терміновому проханню допомагають одразу: натисніть 🤝.
err-standing-person = Одній людині не більше, ніж на весь місяць: { $monthly }.
err-undo-late = Повернути однією кнопкою можна в перші десять хвилин. Ось як зараз.
err-undo-built-on = Тут уже дано обіцянку, тому однією кнопкою не повернути. Ось як зараз.
err-needs-text = Напишіть, будь ласка, відповідь словами.
err-needs-button = Виберіть, будь ласка, кнопку під запитанням.
err-voice-press = Слухати бот не вміє. Натисніть, будь ласка, кнопку нижче або напишіть.
err-voice-type = Слухати бот не вміє. Напишіть, будь ласка, словами.

## Замок
btn-lock = ✅ Так, замкнути
btn-unlock = ✅ Попросити відімкнути
btn-unlock-yes = ✅ Так, акаунт у тих самих руках
btn-unlock-no = ❌ Ні, не підтверджую
lock-ask =
    🔒 <b>Замкнути ваші прохання?</b>
    Це потрібно, якщо вашим акаунтом, можливо, заволодів хтось інший.
    Поки замкнено, ваші прохання ніхто не бачить, нових обіцянок не буде, реквізити закрито. Попередні обіцянки лишаються чинними.
    Щоб відімкнути, потрібне слово когось зі знайомих, а без нього 72 години.
lock-card = 🔒 <b>Ваші прохання замкнено</b> ({ $day }). Їх ніхто не бачить.
lock-how = Відімкнути можна так: ми запитаємо ваших давніх знайомих, чи це справді ви. Досить одного «так». Якщо ніхто не відповість, за 72 години замок відкриється сам.
lock-asked = { $count ->
    [one] Ми запитали { $count } знайому людину. Досить одного «так». Якщо відповіді не буде, { $day } замок відкриється сам.
   *[other] Ми запитали знайомих: { $count }. Досить одного «так». Якщо ніхто не відповість, { $day } замок відкриється сам.
}
lock-waits = Запитати зараз нікого. { $day } замок відкриється сам.
lock-doubted = Підтвердження поки що немає, і сам замок не відкриється. Поговоріть зі знайомими: досить одного «так». Запитати знову можна { $day }.
notice-unlock-asked =
    🔒 Прохання замкнено: <b>{ $name }</b>. Тепер із цього акаунта просять їх відімкнути.
    Акаунтом міг заволодіти хтось інший. Зателефонуйте й запитайте. Це справді та сама людина?
unlock-confirmed-now = ✅ Дякуємо. Прохання знову відкрито.
unlock-doubted-now =
    Добре, сам замок не відкриється: <b>{ $name }</b>.
    Якщо зателефонуєте і все гаразд, скажіть про це тут. Хто що відповів, ми не розповідаємо.
unlock-over = Це запитання вже вирішено. Дякуємо!
notice-unlocked =
    ✅ <b>Ваші прохання знову відкрито.</b>
    Перевірте, чи все в них як було.

## Довідка
help-text =
    ℹ️ <b>Як це працює</b>
    1. Друг надсилає посилання, і ви стаєте знайомими.
    2. 🙏 Ті, хто потребує допомоги, просять. Бачать лише знайомі й ті, кому прохання рекомендували.
    3. ❤️ Ті, хто може, кажуть, скільки готові віддавати на місяць.
    4. 🗓 Першого числа ті, хто допомагає, отримують картку: кому, скільки й чому. Згода однією кнопкою.
    5. 🤝 Допомогу передають напряму, 👍 натискають, коли вона дійшла.

    Гроші через бота не проходять.
help-found = ℹ️ «{ $part }»: ось що знайшлося.
help-found-none = ℹ️ «{ $part }»: про це нічого не знайшлося. Ось усі запитання.
help-q-what = Що це таке?
help-also-what = хто це, хто ви, що робити, незрозуміло, поясніть
help-a-what =
    Знайомі допомагають одне одному напряму. Одна людина каже, що їй потрібно, інша каже, скільки може дати без шкоди для себе.
    Раз на місяць бот підказує кожному, кому і скільки можна передати. Вирішує завжди людина.
help-q-ask = Як попросити про допомогу?
help-also-ask = допоможіть, потрібна допомога, потребую, прохання, біда
help-a-ask =
    Натисніть 🙏 на головній і дайте відповідь на кілька коротких запитань: на що, скільки, до якого дня.
    Перед публікацією ви побачите все цілком. Змінити або закрити прохання можна будь-якого дня.
help-q-seen = Хто побачить моє прохання?
help-a-seen =
    Одразу його бачать ваші знайомі. Далі його показує лише той, хто вас знає і натиснув 🗣.
    Як далеко воно піде, обираєте ви. Чужі люди його не бачать. Реквізити бачить лише той, хто вже пообіцяв допомогти.
help-q-give = Як допомогти?
help-a-give =
    Можна просто зараз: відкрийте 👥 Моя мережа, виберіть прохання й натисніть 🤝.
    Можна щомісяця: натисніть ❤️ і напишіть суму. Допомагати можна і ділом, речами, часом.
help-q-pledge = Що таке намір?
help-a-pledge =
    ❤️ Намір каже, скільки ви готові віддавати на місяць. Він ні до чого не зобов’язує: змінити або відкликати його можна мовчки.
    🤝 Обіцянка з’являється, лише коли ви самі натиснули 🤝. Мовчання не означає згоду.
help-q-when = Коли мене запитають?
help-a-when =
    🗓 Першого числа, після дев’ятої ранку, ви отримаєте одну картку: кому, скільки, до якого дня й чому.
    На відповідь є десять днів. П’ятого числа прийде одне нагадування. Якщо відповіді немає, нічого не відбувається.
help-q-cannot = А якщо не виходить віддати?
help-a-cannot =
    Так буває. До обіцянки просто натисніть ❌ або ⏸: ніхто про це не дізнається.
    Якщо натиснуто не те: перші десять хвилин під відповіддю стоїть ↩️ Повернути, як було.
    Якщо обіцянку вже дано, відкрийте 🤝 Обіцянки й натисніть ❌ Не вийде. Ми делікатно скажемо про це, без докорів.
help-q-share = Як ділиться допомога?
help-a-share =
    Спершу термінові прохання й ті, яким ви самі хотіли допомогти. Решта ділиться порівну на кожну людину.
    Кожен допомагає лише тим, кого бачить, і не більше за свою міру. На картці є ℹ️ Чому так.
help-q-pyramid = Чим це не піраміда?
help-a-pyramid =
    Тут нічого не вносять і нічого не отримують за запрошення. Немає рівнів, відсотків і доходу.
    Просити можна, нічого не давши. Допомога йде конкретній людині з рук у руки, і її не можна вимагати назад.
help-q-money = Чи проходять тут гроші?
help-a-money =
    Ні. Бот лише записує, хто кому обіцяв і що дійшло. Грошей і рахунків усередині немає.
    Допомогу ви передаєте самі: переказом, особисто, як домовитеся. Потім одна людина натискає 👍 Передано, інша 👍 Отримано.
help-q-leave = Як піти або все видалити?
help-a-leave =
    Відпочити: /settings, там ⏸ зупиняє все одразу. Ваші дані: /mydata.
    Піти: /delete. Вас одразу перестануть бачити, сім днів можна передумати, потім усе про вас стирається.
help-q-human = Де запитати людину?
help-a-human =
    Запитайте того, хто вас запросив, або будь-кого знайомого з 👥 Моя мережа. Якщо нижче є ✉️, там дадуть відповідь ті, хто відповідає за бота.
    Якщо хтось тисне або обманює, відкрийте картку людини й натисніть ⚠️.
    Знайомий може й натискати кнопки за вас: потрібні 👤 на вашій картці та ваша згода. Зупинити можна в /settings.

## Що це за картка
card-help-network = Тут прохання й люди, яких бачите ви. В інших своє: спільного списку немає ні в кого. Натисніть на прохання, щоб прочитати його й вирішити.
card-help-invite = За цим посиланням друг стане вашим знайомим, і ви побачите прохання одне одного. Посилання можна надіслати або показати картинкою.
card-help-links = Тут ваші посилання. Натисніть на одне, щоб надіслати його ще раз або відкликати. Знайомства, які за ним виникли, залишаться.
card-help-settings = Тут час, мова й те, про що бот пише. ⏸ зупиняє все одразу, ▶️ повертає. Обіцянки лишаються в силі.
card-help-pledge = Це сума, яку ви готові віддавати на місяць. ✏️ змінює її, ⏸ зупиняє на час, ❌ відкликає. Ніхто про це не дізнається.
card-help-request = 🤝 дає обіцянку зараз, ❤️ записує намір, 🗣 показує прохання вашим знайомим. Перед кожним кроком бот перепитає.
card-help-own = Це ваше прохання. ✏️ змінює його, ⏸ ховає на час, ❌ закриває. Обіцянки лишаються в силі.
card-help-person = ✉️ допоможе написати, ✏️ дає ім’я, яке бачите лише ви. Після 🚫 ви не бачите одне одного. ⚠️ розповідає про біду тим, хто відповідає за бота. Про 🚫 і ⚠️ людині не повідомляють.
card-help-promise = 👍 каже, що допомогу передано або вона дійшла. 💳 і ✉️ підкажуть, куди передати і як домовитися. ❌ м’яко завершує обіцянку.
card-help-directed = Це намір допомогти з одним проханням. 🤝 обіцяє частину цього місяця, ✏️ змінює суму, ⏸ зупиняє на час, ❌ відкликає. Про ✏️, ⏸ і ❌ ніхто не дізнається.
card-help-card = 🤝 перетворює пропозиції на обіцянки, ✏️ змінює суми. ❌ пропускає місяць, і ніхто про це не дізнається.

rules-text =
    ℹ️ <b>Правила</b>
    • Грошей усередині немає: нічого не накопичується і нічого не можна вимагати назад.
    • Просити можна, нічого не давши. За запрошення нічого не дають.
    • Ніхто не зобов’язаний: обіцянку даєте лише ви самі. Мовчання не означає згоди.
    • Чужих людей і прохань не бачить ніхто.
    • Відмовитися, зменшити, призупинити можна мовчки.
    • Ексодус не піраміда і не обіцяє доходу.
privacy-text =
    ℹ️ <b>Мої дані й таємниця</b>
    Ми зберігаємо ваше ім’я в Telegram, мову, прохання, наміри й обіцянки.
    Історії та реквізити зберігаються зашифрованими.
    Ваші прохання бачать знайомі й ті, кому їх рекомендували. Реквізити бачить лише той, хто пообіцяв допомогти.
    Вашу міру не бачить ніхто, крім вас.
    Історії закритих прохань стираються через 60 днів. Нічого не продається і не передається стороннім.
    Що зберігається про вас: /mydata. Видалити все: /delete
language-ask = ⚙️ <b>Якою мовою говорити?</b>
language-set = ✅ Тепер українською.
lang-ru = ⚙️ Русский
lang-en = ⚙️ English
lang-uk = ⚙️ Українська

## Допомога з ботом
btn-help-with-bot = 👤 Допомагати з ботом
btn-help-scope-REQUEST = 🙏 З проханням
btn-help-scope-PROMISES = 🤝 З обіцянками
btn-help-scope-BOTH = 👥 З проханням і обіцянками
btn-help-months = { $count ->
    [one] 🗓 На { $count } місяць
    [few] 🗓 На { $count } місяці
   *[other] 🗓 На { $count } місяців
}
btn-help-offer = ✅ Запитати згоди
btn-help-begin = 👤 Почати
btn-help-end = ❌ Більше не допомагаю
row-helping = 👤 Допомагаю: { $name }
btn-help-back = 👤 Повернутися до себе
row-help-stop = ❌ Зупинити: { $name }
row-helped = 👤 Що зроблено з допомогою
help-offer-scope =
    👤 <b>{ $name }</b>: допомога з ботом
    Ви натискаєте кнопки у своєму чаті, а робиться все від імені цієї людини. Почнемо лише з її згоди.
    З чим допомагати?
help-offer-until =
    👤 <b>{ $name }</b>: допомога з ботом
    На який час? Зупинити можна будь-якого дня.
help-offer-summary = 👤 <b>{ $name }</b>: допомога з ботом до { $day }
help-you-may-REQUEST = Ви зможете бачити й вести прохання.
help-you-may-PROMISES = Ви зможете бачити й вести наміри, обіцянки та картку місяця.
help-you-may-BOTH = Ви зможете бачити й вести прохання, наміри, обіцянки та картку місяця.
help-offer-ask =
    Ми запитаємо згоди один раз. До відповіді нічого не відкриється. Запитати?
help-offer-waiting =
    ⏳ <b>{ $name }</b>: запитання надіслано.
    Якщо згода прийде, ми скажемо.
help-offer-active = 👤 <b>{ $name }</b>: ви допомагаєте з ботом до { $day }.
notice-helper-offered = 👤 <b>{ $name }</b> пропонує допомагати вам із ботом до { $day }.
help-they-may-REQUEST = Можна буде бачити й вести ваше прохання.
help-they-may-PROMISES = Можна буде бачити й вести ваші наміри, обіцянки та картку місяця.
help-they-may-BOTH = Можна буде бачити й вести ваше прохання, наміри, обіцянки та картку місяця.
notice-helper-offered-ask =
    Не можна: ваша міра, реквізити, налаштування, знайомі, посилання, видалення даних.
    Кожна дія залишиться у списку для вас. Зупинити можна одним натисканням: /settings
    Згодні?
notice-helper-accepted =
    ✅ <b>{ $name }</b>: є згода на вашу допомогу з ботом, до { $day }.
    Почати можна тут або з головної.
help-accepted-now =
    ✅ <b>{ $name }</b> допомагає вам із ботом до { $day }.
    Зупинити можна одним натисканням: /settings
help-declined-now = Добре, усе залишається як було. Ніхто про це не дізнається.
help-stopped-now = ✅ Зупинено: за вас більше ніхто нічого не зробить. Повідомлень про це нікому не буде.
help-ended-now = ✅ Ви більше не допомагаєте з ботом. Повідомлень про це нікому не буде.
helping-head = 👤 Ви допомагаєте: <b>{ $name }</b>
helping-home =
    Тут усе робиться від імені цієї людини й залишається в її списку.
    Щоб знову стати собою, натисніть 👤.
helping-request = 🙏 Прохання: <b>{ $title }</b>. Отримано { $received } з { $need }.
helping-no-request = 🙏 Прохання зараз немає.
helping-pledge = ❤️ Намір: <b>{ $amount }</b> на місяць.
helping-promises = { $count ->
    [0] 🤝 Відкритих обіцянок немає.
   *[other] 🤝 Відкритих обіцянок: { $count }
}
helping-back = Ви знову в себе.
helping-over = Допомога за іншу людину закінчилася. Тепер ви в себе.
helping-own-button =
    Ця кнопка стосується вас самих, а зараз ви допомагаєте іншій людині.
    Натисніть 👤, щоб повернутися до себе, і повторіть.
settings-helper = 👤 Вам допомагає: <b>{ $name }</b>, до { $day }
helped-list = ℹ️ <b>Що зроблено з допомогою</b>
helped-none = Поки що нічого. Тут буде кожна дія з датою.
helped-line = { $day }: { $what } (допомагає { $name })
helped-request-published = прохання опубліковано
helped-request-edited = прохання змінено
helped-request-paused = прохання призупинено
helped-request-resumed = прохання відновлено
helped-request-closed = прохання закрито
helped-request-reopened = прохання відкрито знову
helped-still-needed = допомога ще потрібна
helped-card-accepted = картку прийнято
helped-card-skipped = місяць пропущено
helped-proposal-accepted = пропозицію прийнято
helped-proposal-declined = пропозицію відхилено
helped-proposal-changed = суму в картці змінено
helped-promised-now = дано обіцянку
helped-promised-from-pledge = дано обіцянку з наміру
helped-part-given = дано обіцянку на цей місяць
helped-handed-over = позначено: передано
helped-received = позначено: отримано
helped-not-yet = позначено: ще не дійшло
helped-released = обіцянку знято
helped-let-go = обіцянка більше не потрібна
helped-asked-to-hand-over = прохання передати зараз
helped-thanked = сказано дякую
helped-note-added = додано кілька слів
helped-pledge-changed = суму наміру змінено
helped-pledge-paused = намір призупинено
helped-pledge-resumed = намір відновлено
helped-pledge-withdrawn = намір відкликано
helped-pledge-spread = змінено, як ділиться намір
helped-pledge-start = змінено, з якого дня намір
helped-pledged-to = записано намір
helped-pledged-to-changed = суму наміру змінено
kind-helper-accepted = Згода на допомогу з ботом
err-not-for-helper = Цього не можна зробити за іншу людину.
err-helping-over = Допомога за іншу людину закінчилася.

## Команди
cmd-start = Почати
cmd-menu = Головна
cmd-ask = Моє прохання
cmd-give = Хочу допомагати
cmd-promises = Обіцянки
cmd-network = Моя мережа
cmd-invite = Запросити друга
cmd-help = Як це працює
cmd-rules = Правила
cmd-privacy = Мої дані й таємниця
cmd-language = Мова
cmd-lock = Замкнути мої прохання
cmd-cancel = Скасувати запитання

## Люди
btn-filter-asks = 👥 Хто просить
btn-filter-all = 👥 Усі, кого я бачу
btn-filter-helped = 👥 Кому допомагаю я
btn-filter-helping = 👥 Хто допомагає мені
btn-person = 👤 Хто це
btn-about = 👤 Про себе
btn-about-edit = ✏️ Змінити
btn-about-clear = 🗑 Прибрати
btn-shut-out = 🚫 Заблоковані й колишні
btn-nickname = ✏️ Ім’я та знайомство
btn-nickname-set = ✏️ Назвати по-своєму
btn-nickname-clear = 🗑 Повернути ім’я
btn-break = ❌ Перервати знайомство
btn-block = 🚫 Заблокувати
btn-report = ⚠️ Поскаржитися
btn-handled = ✅ Розібрано
btn-abuse-FALSE_NEED = ⚠️ Прохання не схоже на правду
btn-abuse-PRESSURE = ⚠️ Тиск або погрози
btn-abuse-INSULT = ⚠️ Образи
btn-abuse-OTHER = ⚠️ Інше
btn-send-report = ✅ Надіслати
people-all =
    👥 <b>Усі, кого я бачу: { $count }</b>
    Знайомі й ті, кого ви бачите через знайомих.
people-all-none = 👥 Поки що ви нікого не бачите. Запросіть друга за посиланням.
people-helped =
    👥 <b>Кому допомагаю я: { $count }</b>
    Бачите це лише ви.
people-helped-none = 👥 Тут з’являться люди, яким ви допомагаєте. Вибрати, кому допомогти: 👥 Хто просить.
people-helping =
    👥 <b>Хто допомагає мені: { $count }</b>
    Бачите це лише ви.
people-helping-none = 👥 Тут з’являться люди, які допомагають вам. Попросити про допомогу: /ask
row-person = 👤 { $name }
row-blocked = 🚫 { $name }
row-broken = 🔗 { $name }
person = 👤 <b>{ $name }</b>
person-nicknamed = 👤 <b>{ $nickname }</b> ({ $name })
person-since-INVITE = Ви знайомі з { $day }, за запрошенням.
person-since-INTRODUCTION = Ви знайомі з { $day }, через спільних знайомих.
person-since-HELP = Ви знайомі з { $day }, через допомогу.
person-introduced = Ви знайомі з { $day }. Вас познайомили: { $through }.
person-path = Ви → { $path }
person-recommends = Через цю людину до вас дійшло прохання «{ $title }».
person-circle = Ви разом допомагаєте: «{ $title }».
person-helped = 👍 Допомогу було підтверджено.
person-about = «{ $text }»
person-link = 🔗 { $link }
person-edit =
    ✏️ <b>{ $name }</b>
    Ім’я, яке ви дасте, бачите лише ви.
nickname-ask =
    <b>Як ви називаєте цю людину?</b> До 40 знаків.
    Побачите це лише ви.
nickname-now = ✅ Записано. Це ім’я бачите лише ви.
about-card =
    👤 <b>{ $name }</b>
    { $about }
    { $link }
about-none = Про себе поки що нічого.
about-link-none = Посилання поки що немає.
about-seen = Це бачать ваші знайомі й ті, до кого дійшло ваше прохання.
about-ask = <b>Що розповісти про себе?</b> До 180 знаків.
about-link-ask = <b>Є посилання про вас?</b> Надішліть його або пропустіть.
about-now = ✅ Записано.
about-cleared = ✅ Прибрано.
break-ask =
    Перервати знайомство: <b>{ $name }</b>?
    Ви перестанете бачити одне одного й прохання одне одного. Обіцянки лишаються. Повідомлень про це не буде.
break-now = ✅ Знайомство перервано. Повідомлень про це не буде. Передумати можна тут само.
block-ask =
    Заблокувати: <b>{ $name }</b>?
    Ви ніде не бачитимете одне одного. Обіцянки між вами можна довести до кінця. Повідомлень про це не буде.
block-now = ✅ Ви більше не бачите одне одного. Повідомлень про це не буде. Передумати можна тут само.
shut-out =
    🚫 <b>Заблоковані й колишні знайомі</b>
    Цей список бачите лише ви. Натисніть на ім’я, щоб щось змінити.
shut-out-none = 🚫 Тут нікого немає.
unblock-ask = Зняти блокування: <b>{ $name }</b>? Усе буде видно, як раніше.
unblock-now = ✅ Блокування знято. Повідомлень про це не буде.
want-back-ask =
    Повернути знайомство: <b>{ $name }</b>?
    Це бажання бачите лише ви. Знайомство повернеться, коли цього захочуть обоє: надішліть своє посилання-запрошення.
want-back-waiting = Ви хочете повернути знайомство: <b>{ $name }</b>. Воно повернеться, коли за вашим посиланням-запрошенням прийде зустрічне бажання.
want-back-now = ✅ Записано. Знайомство повернеться, коли цього захочуть обоє.
want-back-done = ✅ Ви знову знайомі: <b>{ $name }</b>.
may-write-ask =
    ✉️ Запитати, чи можна написати: <b>{ $name }</b>?
    У запитанні буде лише ваше ім’я. Якщо буде згода, ви отримаєте посилання для листа.
may-write-asked = ✉️ Запитання передано: <b>{ $name }</b>. Якщо буде згода, прийде посилання для листа.
write-direct = ✉️ Напишіть: <a href="{ $link }">{ $name }</a>
may-write-yes-now = ✅ Записано: вам можуть написати.
may-write-no-now = Добре. Ніхто про це не дізнається.
report-reason =
    ⚠️ <b>Що сталося?</b>
    { $name } не дізнається. Ті, хто відповідає за бота, побачать причину й ваші слова, без імен.
report-text = <b>Хочете додати слова?</b> До 500 знаків.
report-summary =
    <b>Надіслати скаргу?</b>
    { $reason }
report-now = ✅ Скаргу надіслано. Дякуємо. Якщо треба, людину можна й заблокувати.
report-case =
    ⚠️ <b>Скарга { $number }</b>
    { $reason }
report-case-text = «{ $text }»
report-handled-now = ✅ Скаргу { $number } розібрано.
notice-may-i-write =
    ✉️ <b>{ $name }</b> питає, чи можна вам написати.
    Ваш акаунт відкриється цій людині, лише якщо ви погодитеся. Можна?
notice-may-write = ✉️ <b>{ $name }</b> чекає на ваше повідомлення: <a href="{ $link }">написати</a>
notice-job-failing =
    ⚠️ <b>Завдання { $job } не вдається</b>
    Причина: { $error }. Востаннє вдалося: { $since }.
    Бот працює і пробує знову. Напишемо, коли це мине.

## Налаштування
btn-settings-time = ⚙️ Час і мова
btn-settings-notices = ⚙️ Повідомлення
btn-zone = ⚙️ Часовий пояс
btn-quiet = ⚙️ Тихі години
btn-zone-type = ✏️ Інше місто
btn-quiet-type = ✏️ Інші години
btn-quiet-hours = З { $from } до { $to }
btn-quiet-none = Тихих годин немає
btn-pause-all = ⏸ Призупинити все
btn-resume-all = ▶️ Відновити все
btn-pause-all-yes = ✅ Так, призупинити все
settings = ⚙️ <b>Налаштування</b>
settings-language = Мова: <b>{ $language }</b>
settings-zone = Часовий пояс: <b>{ $zone }</b>, зараз { $time }
settings-quiet = Тихі години: з { $from } до { $to }. У цей час ми не пишемо, крім термінових прохань.
settings-quiet-none = Тихих годин немає: ми пишемо будь-коли.
settings-notices = { $count ->
    [0] Повідомлення: надходять усі.
   *[other] Повідомлення: надходять не всі, вимкнено { $count }.
}
settings-paused = ⏸ Зараз усе призупинено.
settings-time = ⚙️ <b>Час і мова</b>
settings-now = ✅ Записано.
zone-ask = ⚙️ <b>За яким містом у вас час?</b>
zone-type-ask =
    <b>У якому місті такий самий час, як у вас?</b>
    Напишіть велике місто, наприклад: <i>Берлін</i>
quiet-ask = ⚙️ <b>У які години не писати?</b>
quiet-type-ask =
    <b>З якої і до якої години не писати?</b>
    Напишіть два числа, наприклад: <i>22-8</i>
switches =
    ⚙️ <b>Які повідомлення надходять</b>
    ✅ надходить, ⏸ не надходить. Натисніть, щоб змінити.
    Найважливіше (картка місяця, обіцянки, термінові прохання) надходить завжди.
pause-all-ask =
    ⏸ <b>Призупинити все?</b>
    Ваше прохання ніхто не бачить, наміри чекають, карток і зайвих повідомлень немає. Обіцянки, які ви дали, лишаються.
    Повернути все можна однією кнопкою. Ніхто про це не дізнається.
pause-all-now = ⏸ Усе призупинено, ніхто про це не дізнається. Відпочивайте.
resume-all-now = ▶️ Усе знову чинне.
home-paused = ⏸ Усе призупинено. Повернути: /settings
kind-newcomer-joined = Хтось прийшов за вашим посиланням
kind-contact-asks = Знайомі просять про допомогу
kind-recommended-request = Вам рекомендують прохання
kind-request-recommended = Ваше прохання рекомендують
kind-recommend-again = Прохання змінилося: підтвердити?
kind-recommendation-expires = Ваша рекомендація закінчується
kind-nobody-opened = Ваше прохання ніхто не відкривав
kind-introduction = Вам пропонують познайомитися
kind-proposals-reminder = Нагадування про картку місяця
kind-pledge-made = Хтось збирається вам допомогти
kind-pledge-returned = Ваша допомога повернулася: вистачило
kind-pledge-offer = Пропозиція допомогти не грошима
kind-worth-more = Ваша допомога варта більшого
kind-confirmed = Допомога дійшла
kind-thanks = Вам передали подяку
kind-request-closed = Прохання закрито
kind-request-covered = Усе потрібне обіцяно
kind-emergency-completed = Термінове прохання завершено
kind-promises-unreported = Запитання про обіцянки до термінового прохання
kind-still-needed = Запитання, чи ще потрібна допомога
kind-asker-summary = Підсумок після 10-го числа
kind-month-digest = Огляд наприкінці місяця
kind-promise-date-near = Скоро день обіцянки
kind-please-hand-over = Вас просять передати обіцяне
kind-details-opened = Ваші реквізити відкривали
kind-confirmation-nudge = Чи дійшла допомога?
kind-unconfirmed-help = Допомогу не підтверджено
kind-may-i-write = Чи можна вам написати?
kind-may-write = Вам можна написати
kind-announcement = Повідомлення всім учасникам
zone-newyork = Нью-Йорк
zone-london = Лондон
zone-berlin = Берлін
zone-kaliningrad = Калінінград
zone-kyiv = Київ
zone-chisinau = Кишинів
zone-riga = Рига
zone-jerusalem = Єрусалим
zone-minsk = Мінськ
zone-moscow = Москва
zone-samara = Самара
zone-tbilisi = Тбілісі
zone-yerevan = Єреван
zone-baku = Баку
zone-yekaterinburg = Єкатеринбург
zone-almaty = Алмати
zone-tashkent = Ташкент
zone-omsk = Омськ
zone-novosibirsk = Новосибірськ
zone-krasnoyarsk = Красноярськ
zone-irkutsk = Іркутськ
zone-yakutsk = Якутськ
zone-vladivostok = Владивосток
zone-kamchatka = Камчатка

## Мої дані
btn-my-data = ℹ️ Що про мене зберігається
btn-delete = 🗑 Видалити все про мене
btn-delete-yes = ✅ Так, видалити все
btn-stay = ❌ Скасувати видалення
my-data = ℹ️ <b>Що про мене зберігається</b>, { $page } з { $pages }
data-name = Ім’я
data-language = Мова
data-joined = Тут з
data-zone = Часовий пояс
data-quiet = Тихі години
data-about = Про себе
data-measure = Моя міра, її бачите лише ви
data-contact = Серед знайомих
data-nickname = Ім’я, яке дали ви
data-helper = Допомагає вам із ботом
data-helped = Ви допомагаєте з ботом
data-blocked = Заблоковано людей
data-request = Прохання
data-story = Історія
data-pledge = Намір
data-given = Обіцяно вами
data-received = Обіцяно вам
data-details = Реквізити
data-proposals = Пропозицій
data-recommendations = Рекомендацій
data-messages = Повідомлень від бота
data-state-ACTIVE = діє
data-state-PAUSED = призупинено
data-state-CLOSED = закрито
data-state-WITHDRAWN = відкликано
delete-ask =
    🗑 <b>Видалити все про вас?</b>
    Вас, ваші прохання та наміри одразу перестануть бачити. Відкриті обіцянки (ваші і вам) буде знято, і ми скажемо про це тим, із ким вони були.
    Сім днів це можна скасувати. Потім усе стирається назавжди: ім’я, прохання, історії, реквізити, знайомства. У тих, з ким ви допомагали одне одному, лишаться тільки сума і дата.
    Видалити?
leaving =
    🗑 <b>{ $day } про вас усе буде стерто.</b>
    Вас уже ніхто не бачить. До цього дня видалення можна скасувати: знайомства, прохання і наміри повернуться, зняті обіцянки ні.
stayed = ✅ Видалення скасовано. З поверненням!
err-zone-unknown = Такого міста не знайшлося. Напишіть велике місто поруч, наприклад: <i>Київ</i> або <i>Europe/Kiev</i>
err-hours-invalid = Потрібні два числа від 0 до 24, наприклад: <i>22-8</i>
cmd-settings = Налаштування
cmd-mydata = Що про мене зберігається
cmd-delete = Видалити все про мене

## Мої посилання
btn-my-links = 🔗 Мої посилання ({ $count })
btn-qr = 🔗 Картинка з QR-кодом
btn-revoke = ❌ Відкликати
btn-revoke-all = ❌ Відкликати всі
links = 🔗 <b>Мої посилання</b>
links-none = 🔗 Чинних посилань немає. Нове дасть 🔗 Запросити друга.
row-link-JOIN = 🔗 для друга: { $uses } з { $max }, до { $day }
row-link-HELP = 🔗 на прохання: { $uses } з { $max }, до { $day }
link-JOIN = 🔗 <b>Посилання для друга</b>
link-HELP = 🔗 <b>Посилання на прохання</b>
link-request = «{ $title }»
link-facts =
    { $link }

    Відкривали: { $uses } з { $max }. Діє до { $day }.
link-revoke-ask = Відкликати посилання? За ним більше ніхто не прийде. Знайомства лишаються.
links-revoke-ask = Відкликати всі ваші посилання? За ними більше ніхто не прийде. Знайомства лишаються.
links-revoked = ✅ Відкликано посилань: { $count }.
qr-caption =
    🔗 { $link }
    Покажіть картинку другові: камера телефона відкриє посилання. Діє до { $day }.

## Картинки
btn-network-picture = 👥 Мережа картинкою
btn-month-picture = 🗓 Місяць картинкою
pic-network = Моя мережа
pic-you = Ви
pic-of = { $done } з { $need }
pic-received = отримано
pic-handed-over = передано
pic-promised = обіцяно
pic-missing = ще потрібно
pic-month = Мій місяць
pic-giving = Я допомагаю
pic-giving-none = Цього місяця обіцянок поки немає.
pic-pledged = Мій намір: { $amount } на місяць
pic-request = Моє прохання
pic-helpers = Мені допомагають
pic-others = Решта
pic-network-caption = 👥 <b>Моя мережа</b>. Людей: { $people }, прохань: { $requests }.
pic-line-asks = 🙏 { $name }: { $title }, є { $done } з { $need }
pic-line-via = (через: { $path })
pic-line-person = • { $name }
pic-line-help = • { $name }: отримано { $confirmed }, очікується { $waiting }
pic-more = …і ще: { $count }
pic-month-caption = 🗓 <b>Мій місяць</b>, { $from } – { $to }
pic-request-caption = 🙏 { $title }: отримано { $received }, обіцяно { $promised } з { $need }
pic-network-none = 👥 Малювати поки нічого: спочатку запросіть друга.

## Операторам
btn-admin-reports = ⚠️ Скарги: { $count }
btn-announce = ✉️ Написати всім
btn-admin-now = ℹ️ Як зараз
btn-announce-yes = ✅ Надіслати всім
admin-title = <b>Як ідуть справи</b>
admin-people = Учасників: { $members }, відкритих прохань: { $requests }
admin-cycle = Місяць { $cycle }, до { $day }
admin-cards = Карток доставлено: { $delivered }, з відповіддю: { $answered } ({ $share } %)
admin-inbox = Чекають на відповідь: { $depth }, найдовше { $minutes } хв
admin-outbox = Чекають на надсилання: { $depth }, найдовше { $minutes } хв
admin-jobs = Завдань: { $all }, мовчать: { $silent }
admin-broadcast = Повідомлення всім: надіслано { $sent } з { $people }, чекають { $waiting }
admin-reports = <b>Відкритих скарг: { $count }</b>
admin-reports-none = Відкритих скарг немає.
admin-case =
    ⚠️ <b>Скарга { $number }</b>
    Причина: { $reason }.
    Слова й прохання читаються лише на сервері: <code>exodus reports</code>
trouble-job = Завдання { $about } не вдається або мовчить.
trouble-queue-inbox = Відповіді людям затримуються.
trouble-queue-outbox = Повідомлення чекають на надсилання надто довго.
trouble-invariant = Правило { $about } не виконується: подробиці скаже <code>exodus doctor</code>.
trouble-backup = Резервна копія не записалася: перевірте місце в DATA_DIR.
notice-trouble = ⚠️ <b>Потрібна ваша увага</b>
notice-trouble-over = ✅ <b>Знову все гаразд</b>. Було так:
notice-announcement =
    ✉️ <b>Повідомлення всім учасникам</b>

    { $text }
announce-ask = <b>Що написати всім?</b> До 500 знаків. Потім покажемо, як це виглядатиме.
announce-preview = Так це побачать люди ({ $people }): вдень, кожен у свої години. Надіслати?
announce-now = ✅ Повідомлення надсилається.
