# Слова Эксодуса по-русски. Коротко, тепло, точно; без канцелярита, вины и спешки. Один значок на понятие.

## Кнопки
btn-home = 🏠 Главная
btn-back = ⬅️ Назад
btn-ask = 🙏 Попросить помощи
btn-my-request = 🙏 Моя просьба
btn-give = ❤️ Хочу помогать
btn-pledge = ❤️ Моё намерение
btn-promises = 🤝 Обещания
btn-network = 👥 Моя сеть
btn-invite = 🔗 Пригласить друга
btn-share = 🔗 Отправить другу
btn-help = ℹ️ Как это работает
btn-card-help = ℹ️ Что это
btn-rules = ℹ️ Правила
btn-privacy = ℹ️ Мои данные и тайна
btn-settings = ⚙️ Настройки
btn-language = ⚙️ Язык
btn-yes = ✅ Да
btn-no = ❌ Нет
btn-cancel = ❌ Отменить
btn-skip = ⏭ Пропустить
btn-publish = ✅ Опубликовать
btn-confirm = ✅ Всё верно
btn-help-now = 🤝 Помочь сейчас
btn-from-pledge = 🤝 Из намерения: { $amount }
btn-wait-on = ⏳ Подождать ещё
btn-still-needed = ✅ Да, ещё нужно
btn-reopen = ▶️ Открыть снова
btn-helpers = 👥 Кто помогает
btn-clear = 🗑 Убрать
btn-edit-whom = ✏️ Для кого
btn-edit-when = ✏️ К какому дню
btn-edit-link = ✏️ Ссылка
btn-edit-reach = ✏️ Кто видит
btn-edit-more = ✏️ Остальное
btn-help-early = 🤝 Помочь раньше: { $name }
btn-story = ℹ️ История целиком
btn-edit-title = ✏️ Название
btn-edit-amount = ✏️ Сумма
btn-edit-story = ✏️ История
btn-edit-details = 💳 Как передать помощь
btn-edit-pledge = ✏️ Изменить сумму
btn-edit-ceiling = ✏️ Моя мера
btn-pause = ⏸ Приостановить
btn-resume = ▶️ Возобновить
btn-close-request = ❌ Закрыть просьбу
btn-withdraw = ❌ Отозвать
btn-undo = ↩️ Вернуть, как было
btn-accept-all = 🤝 Принять всё
btn-accept-late = 🤝 { $name }: { $amount }
btn-change = ✏️ Изменить
btn-skip-month = ❌ Пропустить этот месяц
btn-why = ℹ️ Почему так
btn-decline-one = ❌
btn-handed-over = 👍 Передано
btn-already = 👍 Уже передано
btn-received = 👍 Получено
btn-received-all = 👍 Получено всё
btn-part = ✏️ Только часть
btn-not-yet = ⏳ Пока нет
btn-later = ⏳ Напомнить завтра
btn-release = ❌ Не получится
btn-let-go = ❌ Больше не нужно
btn-ask-now = ⏳ Попросить сейчас
btn-add-note = ✏️ Добавить пару слов
btn-listen = ℹ️ Послушать
btn-details = 💳 Реквизиты
btn-my-details = 💳 Мои реквизиты
btn-choose-details = ✏️ Выбрать для просьбы
btn-detail-add = 💳 Добавить
btn-detail-default = ✅ Сделать основными
btn-detail-remove = 🗑 Убрать
btn-details-log = ℹ️ Кто открывал
btn-write = ✉️ Написать
btn-thank = 👍 Сказать спасибо
btn-list-open = 🤝 Я обещаю ({ $count })
btn-list-to-me = 🤝 Обещано мне ({ $count })
btn-list-waiting = 👍 Ждёт подтверждения ({ $count })
btn-list-archive = 🗓 Подтверждённая помощь ({ $count })
btn-list-unfinished = 🗓 Незавершённое ({ $count })
btn-find-person = 👥 Найти по человеку
btn-find-name = ✏️ Написать имя
btn-promises-file = 🗓 Сохранить файлом
btn-card-waiting = 🗓 Кому помочь в этом месяце
btn-open-promise = 🤝 Открыть обещание
btn-recommend = 🗣 Рекомендовать
btn-recommended = 🗣 Моя рекомендация
btn-recommend-show = 🗣 Показать знакомым
btn-recommend-again = 🗣 Да, подтверждаю
btn-recommend-renew = 🗣 Подтвердить ещё на год
btn-recommend-withdraw = ❌ Отозвать рекомендацию
btn-reason-KNOW_IN_PERSON = 🗣 Знаю лично
btn-reason-HELPED_BEFORE = 🗣 Помощь уже была
btn-reason-RELATIVE = 🗣 Мы родственники
btn-reason-NEIGHBOUR = 🗣 Мы соседи
btn-request-more = ℹ️ Подробнее
btn-help-link = 🔗 Ссылка на просьбу
btn-help-link-revoke = ❌ Отозвать все ссылки
btn-introduce = 👥 Познакомить с другими
btn-human = ✉️ Спросить человека

## Общее
as-typed = { $text }
somebody-gone = участник удалён
form-left = Прошлые вопросы закрыты, ничего не сохранено.
form-goes-on = Продолжим с того же вопроса.
press-start = Чтобы начать, нажмите /start
form-closed = Эти вопросы уже закрыты.
nothing-to-cancel = Отменять нечего: открытых вопросов нет.
cancelled = Хорошо, ничего не сохранено.
typed-cancel = отмена, отменить, отмени
typed-back = назад
typed-skip = пропустить, пропусти, нет, нету
typed-thanks = спасибо, спасибо большое, большое спасибо, благодарю, спасибо вам, спасибо вам большое
typed-hello = здравствуйте, здравствуй, добрый день, доброе утро, добрый вечер, привет, приветствую
said-thanks = И вам спасибо!
said-hello = Здравствуйте! Вот главная.
outdated = Здесь уже кое-что изменилось. Вот как сейчас.
neutral = Этого здесь нет или это уже закрыто.
something-wrong = Что-то пошло не так, и вы тут ни при чём. Попробуйте ещё раз чуть позже.
slow-down = Очень быстро. Подождите несколько секунд и нажмите ещё раз.
group-only-private = Эксодус разговаривает только наедине: { $link }
unknown-text = Я понимаю кнопки и короткие вопросы, например: <i>деньги</i>. Вот главная.
text-cut = Получилось длиннее, чем помещается, поэтому в конце обрезано.

## Главная
home =
    <b>Эксодус</b>
    Здесь знакомые помогают друг другу напрямую.
home-no-request = 🙏 Вы сейчас ни о чём не просите.
home-request = 🙏 Ваша просьба: <b>{ $title }</b>. Получено { $received } из { $need }.
home-request-paused = 🙏 Ваша просьба «{ $title }» приостановлена.
home-pledge = ❤️ Вы готовы отдавать <b>{ $amount }</b> в месяц.
home-pledge-paused = ❤️ Ваше намерение приостановлено.
home-promises = { $count ->
    [0] 🤝 Открытых обещаний у вас нет.
    [one] 🤝 У вас { $count } открытое обещание.
    [few] 🤝 У вас { $count } открытых обещания.
   *[other] 🤝 У вас { $count } открытых обещаний.
}

## Вход
welcome-alone =
    Здравствуйте, { $name }!
    Здесь договариваются о помощи. Деньги через бота не проходят.
    Пока вы никого не видите, и вас никто не видит. Пригласите друга: 🔗. Или попросите у него ссылку.
welcome-invited =
    Здравствуйте, { $name }!
    <b>{ $issuer }</b> теперь среди ваших знакомых: вы видите просьбы друг друга. Они здесь: 👥 Моя сеть.
    Деньги через бота не проходят, он помогает договориться.
invite-dead = Эта ссылка не действует. Попросите новую там, откуда она пришла.
invite-own = Это ваша собственная ссылка. Отправьте её другу.
invite-already = <b>{ $issuer }</b> уже среди ваших знакомых.
invite-ask =
    <b>{ $issuer }</b> приглашает вас познакомиться.
    Если согласиться, вы увидите просьбы друг друга. Познакомить вас?
invite-connected = Готово: <b>{ $issuer }</b> теперь среди ваших знакомых, вы видите просьбы друг друга.
invite-waits = Ваш ответ записан. Знакомство вернётся, когда этого захотят оба.
invite-declined = Хорошо, вы остались незнакомы. Никто об этом не узнает.

## Приглашение
invite-card =
    🔗 <b>Ссылка для друга</b>
    { $link }

    Кто откроет её впервые, сразу окажется среди ваших знакомых: вы увидите просьбы друг друга.
    Приглашайте тех, кому доверяете. Ссылка действует до { $day }.
invite-share-text = Здесь знакомые помогают друг другу напрямую. Вот моя ссылка.

## Сеть
network =
    👥 <b>Моя сеть</b>
    { $contacts ->
        [0] Знакомых пока нет. Пригласите друга или попросите у него ссылку.
        [one] У вас { $contacts } знакомый.
        [few] У вас { $contacts } знакомых.
       *[other] У вас { $contacts } знакомых.
    }
    { $requests ->
        [0] Просьб, которые вы можете увидеть, сейчас нет.
       *[other] Просят помощи: { $requests }. Нажмите на просьбу, чтобы узнать больше.
    }
row-request = { $emoji } { $name }: { $title }

## Просьба
request-head = { $emoji } <b>{ $title }</b>
request-path = Вы → { $path }
request-need = 💰 Нужно: <b>{ $need }</b>, { $when }
request-numbers =
    🤝 Обещано: { $promised }
    👍 Получено: { $received }
request-intended = ❤️ Собираются помочь ещё на { $amount }
request-voice = 🎤 Есть голосовое сообщение.
request-link = 🔗 <a href="{ $link }">{ $host }</a>
request-left = Ещё нужно: <b>{ $missing }</b>
request-covered = Сейчас обещано всё, что нужно. Спасибо!
request-who-MYSELF = { $name } просит для себя
request-who-CHILD = { $name } просит для себя и ребёнка, всего людей: { $people }
request-who-PARENT = { $name } просит для себя и родителей, всего людей: { $people }
request-who-OTHER = { $name } просит для себя и близких, всего людей: { $people }
request-who-WORK = { $name } просит поддержать бесплатное дело для других
request-when-day = каждый месяц, к { $day }-му числу
request-when-end = каждый месяц, до конца месяца
request-when-deadline = до { $day }
own-request = 🙏 <b>Ваша просьба: { $title }</b>
request-state-ACTIVE = Её видят ваши знакомые.
request-state-PAUSED = Она приостановлена: её никто не видит.
request-state-CLOSED = Она закрыта.
request-locked = 🔒 Она заперта: её никто не видит. Отпереть: /lock
request-recently-changed = ⚠️ Данные недавно изменились; если сомневаетесь, позвоните.
request-held = Она ждёт, пока открыта ваша срочная просьба.
request-silent = Она приостановлена, потому что давно не было вестей. Если помощь ещё нужна, нажмите ▶️.
request-reopened = ▶️ Просьба снова открыта: её видят ваши знакомые.
request-helpers = 👥 Помогают: { $names }
helpers-card = 👥 <b>Кто помогает: { $title }</b>
helpers-line = • { $name }: обещано { $promised }, получено { $received }
row-other-request = { $emoji } { $title }: приостановлена
still-needed-now = ✅ Хорошо, просьба остаётся открытой.
close-outcome =
    <b>Чем всё закончилось?</b>
    Напишите одну строку: её получат все, кто помогал. Или пропустите.
close-outcome-said = Они прочитают: «{ $outcome }»
request-published =
    ✅ <b>Просьба опубликована.</b>
    { $count ->
        [0] Её пока некому увидеть: пригласите знакомых по ссылке.
        [one] Её видит { $count } человек из ваших знакомых и получит весточку.
        [few] Её видят { $count } человека из ваших знакомых и получат весточку.
       *[other] Её видят { $count } человек из ваших знакомых и получат весточку.
    }
    Изменить или закрыть её можно в любой момент: /ask
request-changed = ✅ Просьба изменена. Новое увидят все, кому она видна.
request-details-changed = ✅ Изменено. Трое суток на просьбе будет пометка об этом. Тех, кто её рекомендует, мы спросим заново; до их ответа её видят только ваши знакомые.
request-paused = ⏸ Готово. Сообщений об этом не будет. Обещания остаются в силе.
request-resumed = ▶️ Просьба снова видна знакомым.
request-closed-now = ✅ Просьба закрыта. Тем, кто помогал, мы напишем об этом. Открытые обещания остаются в силе.
request-close-ask =
    Закрыть просьбу «{ $title }»?
    Все, кто помогал, получат короткое сообщение об этом.

## Вопросы /ask
ask-kind =
    🙏 <b>Какая помощь нужна?</b>
    🔆 Каждый месяц: понемногу, пока не закроете.
    🆘 Срочно: один раз и к определённому дню.
btn-kind-monthly = 🔆 Каждый месяц
btn-kind-emergency = 🆘 Срочно, один раз
ask-for-whom = <b>Для кого помощь?</b>
btn-for-MYSELF = Для себя
btn-for-CHILD = Для себя и ребёнка
btn-for-PARENT = Для себя и родителей
btn-for-OTHER = Для себя и других близких
btn-for-WORK = Моё бесплатное дело для других
ask-people = <b>Сколько всего людей, вместе с вами?</b>
ask-title =
    <b>На что нужна помощь?</b>
    Несколько слов, до 60 знаков. Например: <i>лекарства для мамы</i>. Или выберите кнопку.
ready-title-1 = Лекарства и лечение
ready-title-2 = Продукты
ready-title-3 = Жильё
ready-title-4 = Дорога
ask-amount-monthly =
    <b>Сколько нужно в месяц?</b>
    Напишите сумму, например: <i>{ EXAMPLE(150) }</i>, или нажмите кнопку.
ask-amount-emergency =
    <b>Сколько нужно?</b>
    Напишите сумму, например: <i>{ EXAMPLE(150) }</i>, или нажмите кнопку.
ask-day =
    <b>К какому числу месяца нужна помощь?</b>
    Выберите или напишите число от 1 до 31.
btn-day = { $day }-е число
btn-day-end = До конца месяца
ask-deadline =
    <b>К какому дню нужна помощь?</b>
    Выберите или напишите дату, например: <i>{ $example }</i>. Не позже чем через 30 дней.
ask-deadline-invalid = Нужна дата в ближайшие 30 дней, например: <i>{ $example }</i>
btn-in-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
ask-how =
    <b>Как вам передать помощь?</b>
    Напишите, куда (например, номер телефона или карты). Это увидит только тот, кто пообещал помочь. Или пропустите: вам напишут.
btn-how-write = ⏭ Напишите мне
ask-story =
    <b>Хотите рассказать подробнее?</b>
    Напишите или надиктуйте голосом, до 500 знаков.
ask-link =
    <b>Есть ссылка, где об этом можно прочитать или поговорить?</b>
    Пришлите её или пропустите.
ask-reach =
    <b>Кто может увидеть просьбу?</b>
    Просьбу сразу видят ваши знакомые. Дальше её показывает только тот, кто вас знает и нажал 🗣.
btn-reach-1 = 1: только мои знакомые
btn-reach-2 = 2: и знакомые знакомых
btn-reach-3 = 3: и ещё один круг
ask-summary = <b>Всё верно?</b>
ask-summary-amount = 💰 <b>{ $amount }</b>, { $when }
ask-how-details = 💳 Реквизиты увидит только тот, кто пообещал.
ask-summary-detail = 💳 { $value }
ask-how-write = ✉️ Вам напишут.
ask-ring = { $count ->
    [0] Знакомых пока нет: сначала её увидит тот, кого вы пригласите.
    [one] Сразу увидит { $count } человек{ $names }.
    [few] Сразу увидят { $count } человека{ $names }.
   *[other] Сразу увидят { $count } человек{ $names }.
}
ask-reach-1 = Дальше просьба не пойдёт.
ask-reach-2 = Дальше её увидят знакомые тех, кто вас знает и нажал 🗣.
ask-reach-3 = Дальше её увидят знакомые тех, кто вас знает и нажал 🗣, и так же ещё один круг за ними.
btn-ask-emergency = 🆘 Срочная просьба
edit-title = <b>Как теперь назвать просьбу?</b> До 60 знаков.
edit-amount =
    <b>Какая теперь сумма?</b>
    Сейчас: { $amount }. За месяц её можно увеличить не больше чем вдвое.
edit-story =
    <b>Что теперь написать в истории?</b>
    Напишите или надиктуйте голосом, до 500 знаков.
edit-link = <b>Какая теперь ссылка?</b>

## Вопросы /give
give-amount =
    ❤️ <b>Сколько вы готовы отдавать в месяц, без вреда для себя?</b>
    Напишите сумму, например: <i>{ EXAMPLE(50) }</i>, или нажмите кнопку. Её можно изменить или отозвать в любой момент, никто не узнает.
give-scope = <b>Кому можно предложить вашу помощь?</b>
btn-scope-network = 👥 Всей моей сети
btn-scope-chosen = 👤 Только тем, кого выберу
give-choose = <b>Выберите людей.</b> Нажмите на имя, чтобы отметить.
btn-done = ✅ Готово
give-summary =
    <b>Всё верно?</b>
    ❤️ <b>{ $amount }</b> в месяц
give-scope-network = Для всей моей сети
give-scope-chosen = Только для: { $names }
give-done =
    ✅ <b>Записано: { $amount } в месяц.</b> Видите это только вы.
    { $day } придёт карточка, если будет кому помочь: кому, сколько и почему. Без вашего согласия ничего не произойдёт.
    Помочь можно и прямо сейчас: откройте 👥 Моя сеть.
give-ceiling-set = Ваша мера на месяц: { $amount }. Больше этого мы никогда не предложим. Её видите только вы.
give-ceiling-raised = Ваша мера станет { $amount } с завтрашнего дня.
pledge-card = ❤️ <b>Моё намерение: { $amount } в месяц</b>
pledge-standing = ✅ Постоянное согласие: до { $monthly } в месяц.
pledge-ceiling = Моя мера: { $amount } в месяц. Больше этого мы никогда не предложим. Меру видите только вы.
pledge-ceiling-next = С { $day } мера станет { $amount }.
pledge-state-ACTIVE = Учтём в следующей карточке.
pledge-state-PAUSED = Приостановлено: карточек не будет.
edit-ceiling =
    <b>Какая у вас мера на месяц?</b>
    Это сумма, которую вы можете отдать без вреда для себя. Сейчас: { $amount }. Увеличение действует с завтрашнего дня.
pledge-changed = ✅ Изменено. Никто об этом не узнает.
pledge-paused-now = ⏸ Приостановлено. Никто об этом не узнает.
pledge-resumed = ▶️ Намерение снова в силе. Видите это только вы.
pledge-withdraw-ask = Отозвать намерение? Обещания, которые вы уже дали, остаются. Никто об этом не узнает.
pledge-withdrawn = ✅ Намерение отозвано. Никто об этом не узнает.

## Намерения
btn-help-monthly = ❤️ Каждый месяц
btn-help-once = ❤️ Один раз, позже
btn-help-already = 👍 Уже помогли? Записать
btn-promise-rest = 🤝 Пообещать { $missing }
btn-given-amount = 👍 Уже передано { $amount }
btn-part-now = 🤝 И за этот месяц: { $amount }
btn-directed = ❤️ Кому я помогаю
btn-directed-count = ❤️ Кому я помогаю ({ $count })
btn-open-pledge = ❤️ Для всей моей сети
btn-edit-spread = ✏️ Как делить
btn-edit-people = ✏️ Для кого
btn-standing-yes = ✏️ Постоянное согласие
btn-spread-ONE = ❤️ Одной просьбе
btn-spread-SEVERAL = ❤️ Нескольким
btn-spread-MANY = ❤️ Многим понемногу
btn-start-first = 🗓 Начать с { $day }
btn-start-soon = 🗓 Начать с ближайшей карточки
btn-scope-except = 👤 Всем, кроме некоторых
btn-standing-set = ✅ Включить
btn-standing-end = ❌ Выключить
btn-standing-named = 👤 Только тем, кого назову
btn-standing-helped = 👥 Тем, кому моя помощь уже дошла
btn-standing-both = 👥 И тем, и другим
btn-worth-yes = ✅ Да, { $worth }
btn-worth-no = ❌ Оставить { $amount }
help-given-amount =
    👍 <b>Сколько вы уже передали?</b>
    { $name }, «{ $title }»
    Напишите сумму или нажмите кнопку.
help-over =
    Сейчас ещё нужно { $missing }, а вы написали { $amount }.
    <b>Пообещать то, что ещё нужно? Или это уже передано?</b>
    Можно написать и другую сумму.
help-given-summary =
    <b>Это уже передано?</b>
    👍 <b>{ $amount }</b>{ $form }
    Кому: { $name }, «{ $title }»
    Мы спросим, дошло ли.
help-given-done = 👍 <b>Записано.</b> Мы спросим, дошло ли: { $name }.
pledge-to-monthly =
    ❤️ <b>Сколько вы готовы отдавать на это каждый месяц?</b>
    { $name }, «{ $title }». Нужно: { $need }.
    Напишите сумму или нажмите кнопку.
pledge-to-once =
    ❤️ <b>Сколько вы готовы отдать на это один раз?</b>
    { $name }, «{ $title }». Нужно: { $need }.
    Напишите сумму или нажмите кнопку.
pledge-to-summary-monthly =
    <b>Всё верно?</b>
    ❤️ <b>{ $amount }</b> каждый месяц{ $form }
    Кому: { $name }, «{ $title }»
pledge-to-summary-once =
    <b>Всё верно?</b>
    ❤️ <b>{ $amount }</b> один раз{ $form }
    Кому: { $name }, «{ $title }»
directed-done = ✅ <b>Записано.</b> Вашего имени никто не увидит, пока вы не пообещаете.
directed-monthly =
    ❤️ <b>{ $amount }</b> каждый месяц{ $form }
    Кому: <b>{ $name }</b>
directed-once =
    ❤️ <b>{ $amount }</b> один раз{ $form }
    Кому: <b>{ $name }</b>
directed-for = На что: { $title }
directed-next-card = { $day } вы получите карточку и решите сами. Изменить или отозвать намерение можно в любой момент, никто не узнает.
directed-next-offer = { $day } мы предложим пообещать это одной кнопкой. Изменить или отозвать намерение можно в любой момент, никто не узнает.
directed-list =
    ❤️ <b>Кому вы хотите помогать</b>
    Видите это только вы.
directed-none = ❤️ Пока вы не выбрали, кому помогать. Это можно сделать на любой просьбе: кнопки с ❤️.
directed-unseen = Просьба, которую сейчас не видно
row-directed-monthly = { $sign } { $name }: { $amount } в месяц
row-directed-once = { $sign } { $name }: { $amount } один раз
directed-state-money = Учтём в следующей карточке.
directed-state-in-kind = Первого числа предложим пообещать это одной кнопкой.
directed-state-paused = Приостановлено: предложений не будет.
directed-state-unseen = Сейчас эту просьбу вам не видно, поэтому намерение ждёт.
directed-amount =
    ❤️ <b>Сколько теперь?</b>
    { $name }: сейчас { $amount }.
part-less-missing = ✅ <b>Обещание записано.</b> Столько уже не нужно: обещано то, что ещё было нужно.
part-less-measure = ✅ <b>Обещание записано</b> на столько, сколько оставалось в вашей мере на этот месяц.
give-scope-except = Для всей моей сети, кроме: { $names }
give-except = <b>Кому не предлагать вашу помощь?</b> Нажмите на имя, чтобы отметить. Никто не узнает.
pledge-starts = Учтём с { $day }.
pledge-spread-ONE = Делим так: одной просьбе.
pledge-spread-SEVERAL = Делим так: нескольким просьбам.
pledge-spread-MANY = Делим так: многим просьбам понемногу.
pledge-spread-ask = <b>Между сколькими просьбами делить вашу помощь?</b>
standing-yes = ✅ <b>Постоянное согласие</b>
standing-none =
    Обещанием становится только то, что вы приняли сами. Но можно согласиться заранее: сколько в месяц, сколько одному человеку и кому.
    Если карточка останется без ответа, согласие сработает в конце 10-го числа, и мы вам напишем. До этого его можно убрать без следа. Через 6 месяцев оно закончится само.
    Сейчас выключено.
standing-card =
    До { $monthly } в месяц, до { $person } одному человеку.
    Сработает в конце 10-го числа, если карточка останется без ответа. До этого его можно убрать без следа. Действует до { $day }.
standing-helped = Для тех, кому ваша помощь уже дошла.
standing-monthly =
    <b>Сколько в месяц можно обещать, не спрашивая вас?</b>
    Напишите сумму, например: <i>{ EXAMPLE(30) }</i>
standing-person =
    <b>А сколько из этого одному человеку?</b>
    Напишите сумму, например: <i>{ EXAMPLE(10) }</i>
standing-whom = <b>Для кого?</b>
standing-summary =
    <b>Всё верно?</b>
    До { $monthly } в месяц, до { $person } одному человеку, на 6 месяцев.
standing-set-now = ✅ Записано. Никто, кроме вас, об этом не знает.
standing-ended = ✅ Выключено, без следа.
card-standing = ✅ Если карточка останется без ответа до конца дня ({ $day }), ваше постоянное согласие сделает обещанием { $total }.
worth-agreed = ✅ Записано, спасибо.
worth-left = ✅ Хорошо, осталось как было.
confirmed-worth = 👍 Спасибо, получение подтверждено. Про большую сумму мы спросили. Решает { $name }.
notice-pledge-made =
    { $count ->
        [one] ❤️ «{ $title }»: появилось { $count } намерение помочь.
        [few] ❤️ «{ $title }»: появилось { $count } намерения помочь.
       *[other] ❤️ «{ $title }»: появилось { $count } намерений помочь.
    }
    Намерение ещё не обещание. О каждом обещании мы напишем.
notice-pledge-returned = ❤️ <b>Здесь уже хватает. К вам вернулось:</b>
pledge-returned-offer = Если хотите, предложим это другим просьбам вашей сети: нажмите ❤️.
notice-pledge-offer = ❤️ <b>В этом месяце вы хотели помочь не деньгами</b>
pledge-offer-row = • { $name }: { $what } ({ $amount })
notice-standing-yes-used = ✅ <b>Сработало ваше постоянное согласие. Обещано: { $total }</b>
notice-worth-more =
    👍 <b>{ $name }</b>: помощь дошла («{ $what }»). Спасибо!
    Вы назвали { $amount }, а { $name } оценивает её выше: { $worth }. Согласны?

## Помочь сейчас
help-amount =
    🤝 <b>Сколько вы готовы передать?</b>
    { $name }, «{ $title }». Ещё нужно: { $missing }.
    Напишите сумму или нажмите кнопку.
btn-all-missing = Всё, чего не хватает: { $amount }
help-form = <b>Чем вы поможете?</b>
btn-form-MONEY = 💶 Деньгами
btn-form-SERVICE = 🛠 Делом
btn-form-GOODS = 📦 Вещами
btn-form-TIME = ⏰ Временем
help-description = <b>Что именно?</b> Несколько слов, например: <i>отвезу к врачу</i>. Или выберите кнопку.
ready-SERVICE-1 = Помогу по дому
ready-SERVICE-2 = Починю
ready-SERVICE-3 = Отвезу
ready-SERVICE-4 = Помогу с бумагами
ready-GOODS-1 = Продукты
ready-GOODS-2 = Лекарства
ready-GOODS-3 = Одежда
ready-GOODS-4 = Вещи для дома
ready-TIME-1 = Побуду рядом
ready-TIME-2 = Посижу с детьми
ready-TIME-3 = Схожу вместе
ready-TIME-4 = Помогу советом
help-summary =
    <b>Обещаете?</b>
    🤝 <b>{ $amount }</b>{ $form }
    Кому: { $name }, «{ $title }»
    До: { $day }
btn-promise = ✅ Да, обещаю
help-above =
    Это больше вашей меры на месяц (осталось { $room }).
    Для срочной просьбы вы можете один раз выйти за неё. Помочь на { $amount }?
form-MONEY = деньгами
form-SERVICE = делом
form-GOODS = вещами
form-TIME = временем
help-done = ✅ <b>Обещание записано.</b> { $name } узнает об этом.

## Обещания
promises = 🤝 <b>Обещания</b>
promises-open = Я обещаю передать:
promises-open-none = Открытых обещаний нет. Чтобы кому-то помочь, откройте 👥 Моя сеть.
promises-to-me = Мне обещали:
promises-to-me-none = Вам пока ничего не обещано. Попросить помощи или дополнить просьбу: /ask
promises-waiting = Передано, ждёт подтверждения:
promises-waiting-none = Подтверждать нечего: всё в порядке.
promises-archive = Подтверждённая помощь:
promises-archive-none = Здесь появится помощь, которая дошла.
promises-unfinished = Не получилось, больше не нужно или не подтверждено:
promises-unfinished-none = Здесь пусто: незавершённого нет.
promises-with = 👤 <b>{ $name }</b>
archive-people = 👥 <b>С кем?</b> Выберите человека или напишите имя.
row-archive-person = 👤 { $name } ({ $count })
archive-find = <b>Как зовут человека?</b> Можно часть имени.
archive-found = 👥 Нашлись по «{ $part }»:
archive-found-none = 👥 По «{ $part }» здесь никого нет.
promises-file = 🗓 Все ваши обещания одной таблицей. Строк: { $count }.
table-received = помогают мне
table-given = помогаю я
table-due = Срок
table-state = Состояние
table-confirmed = Получено
table-amount = Обещано
table-form = Чем
table-title = На что
table-name = С кем
table-side = Сторона
table-day = Записано
row-promise = { $name }: { $amount }, до { $day }
row-promise-settled = { $name }: { $amount }, { $state }
promise-given =
    🤝 <b>{ $amount }</b>{ $form }
    Кому: <b>{ $name }</b>
promise-received =
    🤝 <b>{ $amount }</b>{ $form }
    От кого: <b>{ $name }</b>
promise-title = На что: { $title }
promise-day = До: { $day }
promise-description = Что именно: { $text }
promise-note = ✉️ «{ $text }»
promise-note-voice = 🎤 С помощью передано голосовое сообщение.
promise-thanks = 👍 «{ $text }»
promise-thanks-voice = 🎤 Спасибо сказано голосом.
state-given-PROMISED = Когда передадите, нажмите 👍.
state-given-REPORTED = Передано. Ждём подтверждения.
state-given-CONFIRMED = Получение подтверждено. Спасибо!
state-given-UNCONFIRMED = Не подтверждено, без вины. Подтвердить можно и позже.
state-given-RELEASED = Не получилось, и это нормально.
state-given-FORGIVEN = Больше не нужно, спасибо вам.
state-received-PROMISED = Обещано.
state-received-REPORTED = Отмечено как переданное. Помощь дошла?
state-received-CONFIRMED = Вы подтвердили получение.
state-received-UNCONFIRMED = Не подтверждено. Если дошло, нажмите 👍.
state-received-RELEASED = Не получилось.
state-received-FORGIVEN = Вы сказали, что больше не нужно.
promise-frozen = 🔒 Просьба сейчас заперта: возможно, аккаунтом завладел кто-то другой. Позвоните, прежде чем передавать.
short-PROMISED = обещано
short-REPORTED = передано
short-CONFIRMED = получено
short-UNCONFIRMED = не подтверждено
short-RELEASED = не получилось
short-FORGIVEN = больше не нужно
reported-now = 👍 Записано. Мы спросим, дошло ли. Больше никому не скажем.
confirmed-now = 👍 Спасибо, получение подтверждено. Тот, кто помог, узнает об этом.
confirmed-more = 👍 Спасибо, записано: получено <b>{ $amount }</b>, больше обещанного. Тот, кто помог, узнает об этом.
not-yet-now = ⏳ Хорошо, помощь ещё в пути. Мы мягко скажем об этом тому, кто её передаёт.
released-now = Хорошо, обещание снято. Мы мягко скажем об этом тому, кто ждёт помощи, и больше никому.
let-go-now = Хорошо, обещание снято. Мы с благодарностью скажем об этом тому, кто обещал, и больше никому.
asked-now = ⏳ Хорошо. Мы мягко спросим об этом того, кто обещал. Больше никто не узнает.
later-now = ⏳ Хорошо, напомним завтра. Никто об этом не узнает.
note-ask = <b>Что сказать вместе с помощью?</b> Одна строка или голосом.
note-now = ✅ Записано. Это увидит только тот, кому вы помогаете.
release-ask = Не получится передать? Мы мягко сообщим об этом, без упрёков. Точно?
let-go-ask = Сказать, что эта помощь больше не нужна? Точно?
ask-now-ask = Попросить передать помощь сейчас? Мы спросим мягко: может быть, пока не получается.
part-amount =
    <b>Сколько дошло?</b>
    Обещано { $amount }. Напишите сумму или нажмите кнопку.
part-more =
    <b>Дошло { $amount }?</b> Обещано было { $promised }.
    Если это опечатка, напишите сумму ещё раз.
part-rest = Дошло { $part }. <b>Что с остальным ({ $rest })?</b>
btn-rest-expected = ⏳ Ещё жду
btn-rest-let-go = ✅ Больше не нужно
thanks-ask = <b>Что передать вместе со спасибо?</b> Одна строка или голосом.
thanks-now = 👍 Спасибо передано. Его увидит только тот, кто помог.
details-card = 💳 <b>Куда передать: { $name }</b>
details-value = <code>{ $value }</code>
details-logged = { $name } увидит, что вы открыли реквизиты.
details-recent = ⚠️ Реквизиты недавно изменены; если сомневаетесь, позвоните.
details-none = Реквизитов нет. Напишите и договоритесь, как передать.
details-mine =
    💳 <b>Мои реквизиты</b>
    Их видит только тот, кто пообещал вам помощь и нажал 💳. Каждый раз это записывается.
details-mine-none =
    💳 <b>Мои реквизиты</b>
    Пока их нет. Если добавить, их увидит только тот, кто пообещал вам помощь.
detail-name = 💳 <b>{ $name }</b>
detail-default = Это основные: мы предложим их первыми.
detail-in-use = Они стоят в вашей просьбе.
detail-openings = Сколько раз открывали: { $count }.
detail-name-ask = <b>Как назвать эти реквизиты?</b> До 40 знаков, например: <i>карта</i>
detail-value-ask = <b>Куда передавать помощь?</b> Например, номер телефона или карты.
detail-added = ✅ Добавлено. Увидит только тот, кто пообещал вам помощь.
detail-changed = ✅ Изменено. Увидит только тот, кто пообещал вам помощь.
detail-changed-used = ✅ Изменено. Трое суток рядом с реквизитами будет пометка об этом.
detail-default-now = ✅ Теперь это основные реквизиты.
detail-remove-ask = Убрать эти реквизиты?
detail-remove-used-ask = Убрать эти реквизиты? Они стоят в вашей просьбе: там будет сказано, чтобы вам написали.
detail-removed = ✅ Убрано.
details-log = ℹ️ <b>Кто открывал ваши реквизиты</b>
details-log-none = ℹ️ Ваши реквизиты ещё никто не открывал.
details-log-row = • { $day }: { $name }
write-card = ✉️ Напишите: <a href="{ $link }">{ $name }</a>
write-none = Этот человек больше не пользуется ботом.

## Карточка месяца
card = 🗓 <b>Кому помочь в этом месяце</b>
card-total = Всего: <b>{ $total }</b>
card-offer = Это предложение. Обещанием оно станет, только если вы нажмёте 🤝.
card-line = • { $name }: <b>{ $amount }</b> до { $day }
card-line-titled = • { $name }, «{ $title }»: <b>{ $amount }</b> до { $day }
card-more = • и ещё просьб: { $count }, на { $amount }
card-change =
    ✏️ <b>Измените, как вам удобно</b>
    Минус и плюс меняют сумму, ❌ убирает строку.
card-answered = 🗓 На эту карточку вы уже ответили.
card-lapsed = 🗓 День ответа прошёл, но до конца месяца это ещё можно принять.
card-empty = 🗓 На этой карточке больше ничего не ждёт ответа.
card-over = 🗓 Месяц этой карточки закончился.
card-skipped = ❌ Хорошо, в этом месяце пропускаем. Никто об этом не узнает. Если передумаете, карточка останется здесь до конца месяца.
card-accepted = { $count ->
    [one] ✅ <b>Записано { $count } обещание на { $total }.</b> Мы скажем тем, кому вы помогаете. Передумать можно в 🤝 Обещания.
    [few] ✅ <b>Записано { $count } обещания на { $total }.</b> Мы скажем тем, кому вы помогаете. Передумать можно в 🤝 Обещания.
   *[other] ✅ <b>Записано { $count } обещаний на { $total }.</b> Мы скажем тем, кому вы помогаете. Передумать можно в 🤝 Обещания.
}
card-less-missing = Часть уже не нужна: помогли другие. Спасибо!
card-less-measure = Не всё помещается в вашу меру на этот месяц. Остальное можно принять до конца месяца.
why = ℹ️ <b>Почему так</b>
why-directed = • { $name }: сначала исполнено ваше желание помочь именно здесь.
why-need-met = • { $name }: здесь хватает на всё, что нужно. Поэтому каждый отдаёт равную часть того, что наметил.
why-shared-evenly = • { $name }: на всё пока не хватает. Поэтому то, что наметили все, делится поровну на каждого человека.
why-kept = Вы помогали здесь и в прошлый раз.
why-limited = Больше не предложено, чтобы хватило и другим.
why-emergency = Срочные просьбы идут первыми.

## Сообщения
digest = 🗓 <b>Месяц подходит к концу</b>
digest-open = { $count ->
    [one] 🤝 У вас { $count } открытое обещание.
    [few] 🤝 У вас { $count } открытых обещания.
   *[other] 🤝 У вас { $count } открытых обещаний.
}
digest-confirm = { $count ->
    [one] 👍 Ждёт вашего подтверждения: { $count }.
   *[other] 👍 Ждут вашего подтверждения: { $count }.
}
digest-unconfirmed = 👍 Вы передали, ещё не подтверждено: { $count }. Без вины.
digest-next = Если ничего не изменится, в следующем месяце:
digest-row = • { $name }: <b>{ $amount }</b>
notice-newcomer-joined = 👥 <b>{ $name }</b> теперь среди ваших знакомых.
notice-contact-asks =
    🔆 <b>{ $name }</b> просит помощи
    { $title }
    💰 { $need }, ещё нужно { $missing }
notice-emergency-alert =
    🆘 <b>{ $name }</b> просит срочной помощи
    { $title }
    💰 { $need }, ещё нужно { $missing }, до { $day }
notice-proposals-reminder = 🗓 Карточка этого месяца ждёт ответа. Можно принять, изменить или пропустить.
notice-promise-made =
    🤝 <b>{ $name }</b> обещает вам <b>{ $amount }</b>
    До: { $day }
notice-handed-over = 👍 <b>{ $name }</b>: передано <b>{ $amount }</b>
notice-arrived-ask = Помощь дошла?
notice-not-arrived = ⏳ <b>{ $name }</b>: помощь ({ $amount }) пока не дошла. Когда дойдёт или передадите ещё раз, нажмите 👍.
notice-thanks = 👍 <b>{ $name }</b>: «{ $thanks }»
notice-thanks-voice = 👍 <b>{ $name }</b> говорит спасибо голосом.
notice-confirmed = 👍 <b>{ $name }</b>: получено { $amount }. Спасибо!
notice-confirmed-part = 👍 <b>{ $name }</b>: получено { $amount }. Остальное ещё ждут.
notice-released = <b>{ $name }</b>: передать { $amount } не получится. Так бывает. Ваша просьба остаётся в силе.
notice-released-gone = <b>{ $name }</b>: передавать { $amount } больше не нужно. Спасибо, что откликнулись!
notice-let-go = <b>{ $name }</b>: помощь ({ $amount }) больше не нужна. Спасибо, что откликнулись!
notice-request-closed = 🙏 Просьба «{ $title }» ({ $name }) закрыта. Спасибо за помощь!
notice-ended-outcome = «{ $outcome }»
notice-ended-let-go = Ваше обещание на { $amount } не понадобилось и снято.
notice-ended-open = Ваше обещание на { $amount } остаётся, до { $day }.
notice-ended-open-own = Ещё обещано { $amount }, до { $day }.
notice-emergency-closed = 🆘 Срочная просьба «{ $title }» ({ $name }) закрыта раньше срока. Спасибо, что вы рядом!
notice-emergency-completed = 🆘 «{ $title }» ({ $name }): получено всё, что нужно. Спасибо всем, кто откликнулся!
notice-emergency-completed-own = 🆘 «{ $title }»: получено всё, что нужно. Просьба закрыта, и все, кто помогал, получат спасибо.
notice-emergency-deadline = 🆘 «{ $title }» ({ $name }): день, к которому нужна была помощь, прошёл. Получено { $received } из { $need }. Спасибо!
notice-emergency-deadline-own = 🆘 «{ $title }»: день, к которому нужна была помощь, прошёл. Получено { $received } из { $need }.
notice-promises-unreported =
    🆘 <b>{ $title }</b>
    Об этих обещаниях вестей пока нет. Можно подождать или отпустить их: тогда мы спросим других.
row-unreported = ❌ { $name }: { $amount }
notice-request-covered = 🙏 «{ $title }»: обещано всё, что нужно. Больше мы никого не спрашиваем.
notice-still-needed = 🙏 «{ $title }»: ещё нужно?
notice-asker-summary =
    🗓 <b>{ $title }</b>
    На этот месяц обещано { $promised }, получено { $received } из { $need }.
notice-promise-date-near =
    🤝 { $day }: вы обещали <b>{ $amount }</b>
    Кому: { $name }
notice-please-hand-over =
    ⏳ <b>{ $name }</b> просит передать помощь сейчас, если получится: <b>{ $amount }</b>
    Вы обещали до: { $day }
notice-details-opened = 💳 <b>{ $name }</b>: открыты ваши реквизиты, чтобы передать { $amount }.
notice-confirmation-nudge = 👍 <b>{ $name }</b>: передано <b>{ $amount }</b>
notice-unconfirmed-help = 🤝 Пока не подтверждено, без вины:
notice-unconfirmed-later = Подтвердить можно и позже.
notice-pledge-paused =
    ❤️ Две карточки подряд остались без ответа, и мы приостановили ваше намерение, чтобы не беспокоить.
    Возобновить можно одной кнопкой.

## Рекомендации
request-recommenders = 🗣 Рекомендация: { $names }
recommend-ask =
    🗣 <b>Вы знаете этого человека и подтверждаете просьбу?</b>
    { $name }: { $title }
recommend-goes-on = Ваше слово покажет просьбу и вашим знакомым. Откуда вы знаете о ней?
recommend-stays = Ваше слово подтвердит просьбу; дальше она не пойдёт, так в ней выбрано. Откуда вы знаете о ней?
recommend-people = <b>В просьбе сказано: людей { $people }. Это так?</b> Если не знаете, пропустите.
recommend-done = ✅ <b>Спасибо, ваше слово записано.</b> Отозвать его можно в любой день: 🗣.
recommend-people-done = ✅ Спасибо, число людей подтверждено.
recommend-renewed = ✅ Спасибо, подтверждено на год.
recommend-card =
    🗣 <b>Вы рекомендуете</b>
    { $name }: { $title }
    { $reason }. Действует до { $day }.
recommend-card-old =
    🗣 <b>Ваша рекомендация устарела</b>
    { $name }: { $title }
    Просьба изменилась, или прошёл год. Подтвердите её, если всё так и есть.
reason-KNOW_IN_PERSON = Вы знакомы лично
reason-HELPED_BEFORE = Помощь уже была
reason-RELATIVE = Вы родственники
reason-NEIGHBOUR = Вы соседи
recommend-withdraw-ask = Отозвать рекомендацию? Через вас эту просьбу больше не увидят. Сообщений об этом не будет.
recommend-withdrawn = ✅ Рекомендация отозвана. Сообщений об этом не будет.
share-question = 🗣 Показать просьбу «{ $title }» ({ $name }) вашим знакомым? Сама помощь её никому не показывает.

## Ссылка на просьбу
help-link-card =
    🔗 <b>Ссылка на просьбу «{ $title }»</b>
    { $link }

    Кто откроет её, увидит имя, название и сумму. Всю просьбу увидит, когда вы познакомитесь.
    Ссылка действует до { $day }.
help-link-uses = По ссылкам на эту просьбу пришло людей: { $uses }. Действующих ссылок: { $living }.
help-link-share-text = Здесь просят о помощи. Помочь можно напрямую. Вот ссылка.
help-link-revoke-ask = Отозвать все ссылки на эту просьбу, кто бы их ни сделал? Знакомства, которые по ним возникли, останутся.
help-link-revoked = ✅ Ссылки отозваны: { $count }.
help-link-refused = Эта ссылка не может показать вам просьбу: для неё выбран более узкий круг людей.
help-link-ask =
    <b>{ $issuer }</b> рассказывает вам о просьбе
    { $emoji } { $name }: <b>{ $title }</b>
    💰 { $amount }

    Если согласиться, вы станете знакомы и увидите просьбы друг друга, а эту целиком. Познакомить вас?
help-link-connected = Готово: <b>{ $issuer }</b> теперь среди ваших знакомых.
welcome-help = Здравствуйте, { $name }! Здесь знакомые помогают друг другу напрямую. <b>{ $issuer }</b> теперь среди ваших знакомых. Вот просьба:

## Знакомства
introduce-card =
    👥 <b>Познакомить: { $name }</b>
    С кем? Мы спросим обоих. Знакомство будет, только если согласны оба.
introduce-asked = ✅ Записано: { $name } и { $other }. Знакомство будет, только если согласны оба.
introduction-connected = ✅ Готово: <b>{ $name }</b> теперь среди ваших знакомых, вы видите просьбы друг друга.
introduction-waits = Ваш ответ записан. Знакомство будет, если согласны оба.
notice-introduction =
    👥 <b>{ $introducer }</b> предлагает вам познакомиться: <b>{ $name }</b>
    Если согласны оба, вы увидите просьбы друг друга. Познакомить вас?

## Сообщения о рекомендациях
notice-know-this = Знаете об этом? 🗣 покажет просьбу и вашим знакомым.
notice-recommended-request =
    🗣 Просьба, которую вам показали знакомые
    🔆 <b>{ $name }</b>: { $title }
    💰 { $need }, ещё нужно { $missing }
notice-request-recommended = 🗣 <b>{ $name }</b> рекомендует вашу просьбу «{ $title }».
notice-request-recommended-someone = 🗣 Вашу просьбу «{ $title }» рекомендует ещё один человек.
notice-recommend-again =
    🗣 <b>{ $name }</b>: просьба изменилась
    { $title }
    💰 { $need }
    Вы по-прежнему подтверждаете её? Пока нет ответа, через вас её не видят.
notice-recommendation-expires =
    🗣 { $day } закончится ваша рекомендация
    <b>{ $name }</b>: { $title }
    Подтвердить её ещё на год?
notice-nobody-opened = 🙏 Просьбу «{ $title }» пока никто не открывал. Так бывает. Её можно послать тем, кому вы доверяете.
notice-nobody-opened-link = Вот готовая ссылка: { $link }

## Вернуть, как было
undone-PLEDGE_MADE = ↩️ <b>Вернули, как было.</b> Никто об этом не узнает.
undone-PLEDGE_WITHDRAWN = ↩️ <b>Вернули, как было.</b> Намерение снова в силе, никто об этом не узнает.
undone-REQUEST_PUBLISHED = ↩️ <b>Вернули, как было.</b> Просьба снята, её больше никто не видит.
undone-RECOMMENDED = ↩️ <b>Вернули, как было.</b> Никому об этом не сообщаем.
undone-RECOMMENDATION_WITHDRAWN = ↩️ <b>Вернули, как было.</b> Ваше слово снова в силе.
undone-PROPOSALS_DECLINED = ↩️ <b>Вернули, как было.</b> Предложение снова ждёт вашего ответа.
undone-LANGUAGE = ↩️ <b>Вернули, как было.</b> Язык прежний.
undone-TIMEZONE = ↩️ <b>Вернули, как было.</b>
undone-QUIET_HOURS = ↩️ <b>Вернули, как было.</b>

## Ошибки
err-not-found = { neutral }
err-not-yours = { neutral }
err-stale = { outdated }
err-amount-invalid = Не получилось прочитать сумму. Напишите числом, например: <i>{ EXAMPLE(150) }</i> или <i>{ EXAMPLE(1500.5) }</i>
err-amount-too-large = Слишком большая сумма. Можно до 1 000 000, например: <i>{ EXAMPLE(150) }</i>
err-amount-below-quantum = Слишком маленькая сумма. Можно от { $quantum }, например: <i>{ $quantum }</i>
err-amount-more-than-double = За месяц просьбу можно увеличить не больше чем вдвое: до { $limit }.
err-text-empty = Здесь нужны слова. Напишите, пожалуйста, коротко.
err-date-out-of-range = Нужна дата в ближайшие 30 дней.
err-day-invalid = Нужно число месяца от 1 до 31, например: <i>10</i>
err-people-invalid = Нужно число людей от 1 до 10.
err-link-invalid = Это не похоже на ссылку. Она начинается с https://
err-already-active = У вас уже есть открытая просьба. Сначала закройте её.
err-above-ceiling = Это больше вашей меры (того, что вы можете отдать за месяц без вреда для себя): осталось { $room }. Меру можно изменить в ❤️ Моё намерение.
err-above-missing = Столько уже не нужно. Ещё нужно { $missing }.
err-covered = Здесь уже всё обещано. Спасибо!
err-own-request = Это ваша собственная просьба.
err-own-invite = { invite-own }
err-invite-dead = { invite-dead }
err-out-of-reach = Дальше эту просьбу показать нельзя: для неё выбран более узкий круг людей.
err-locked = Ваши просьбы сейчас заперты. Отпереть их можно здесь: /lock
err-recipient-locked = Реквизиты сейчас закрыты: просьба заперта, пока не станет ясно, что аккаунт в тех же руках. Если сомневаетесь, позвоните.
err-too-many-today = На сегодня достаточно. Продолжите завтра.
err-too-many = Больше добавить нельзя. Сначала что-нибудь уберите.
err-reminded-enough = Об этом уже просили. Чаще просить не стоит.
err-nothing-left = Выберите хотя бы одного человека.
err-emergency-at-once = Для срочной просьбы помогают сразу: нажмите 🤝.
err-standing-person = Одному человеку не больше, чем на весь месяц: { $monthly }.
err-undo-late = Вернуть одной кнопкой можно в первые десять минут. Вот как сейчас.
err-undo-built-on = Здесь уже дано обещание, поэтому одной кнопкой не вернуть. Вот как сейчас.
err-needs-text = Напишите, пожалуйста, ответ словами.
err-needs-button = Выберите, пожалуйста, кнопку под вопросом.
err-voice-press = Слушать бот не умеет. Нажмите, пожалуйста, кнопку ниже или напишите.
err-voice-type = Слушать бот не умеет. Напишите, пожалуйста, словами.

## Замок
btn-lock = ✅ Да, запереть
btn-unlock = ✅ Попросить отпереть
btn-unlock-yes = ✅ Да, аккаунт в тех же руках
btn-unlock-no = ❌ Нет, не подтверждаю
lock-ask =
    🔒 <b>Запереть ваши просьбы?</b>
    Это нужно, если вашим аккаунтом, возможно, завладел кто-то другой.
    Пока заперто, ваши просьбы никто не видит, новых обещаний не будет, реквизиты закрыты. Прежние обещания остаются в силе.
    Чтобы отпереть, нужно слово знакомого, а без него 72 часа.
lock-card = 🔒 <b>Ваши просьбы заперты</b> ({ $day }). Их никто не видит.
lock-how = Отпереть можно так: мы спросим ваших давних знакомых, действительно ли это вы. Хватит одного «да». Если никто не ответит, через 72 часа замок откроется сам.
lock-asked = { $count ->
    [one] Мы спросили { $count } знакомого. Хватит одного «да». Если ответа не будет, { $day } замок откроется сам.
   *[other] Мы спросили знакомых: { $count }. Хватит одного «да». Если никто не ответит, { $day } замок откроется сам.
}
lock-waits = Спросить сейчас некого. { $day } замок откроется сам.
lock-doubted = Подтверждения пока нет, и само не откроется. Поговорите со знакомыми: хватит одного «да». Спросить снова можно { $day }.
notice-unlock-asked =
    🔒 Просьбы заперты: <b>{ $name }</b>. Теперь с этого аккаунта просят их отпереть.
    Аккаунтом мог завладеть кто-то другой. Позвоните и спросите. Это действительно тот же человек?
unlock-confirmed-now = ✅ Спасибо. Просьбы снова открыты.
unlock-doubted-now =
    Хорошо, само не откроется: <b>{ $name }</b>.
    Если позвоните и всё в порядке, скажите об этом здесь. Кто что ответил, мы не рассказываем.
unlock-over = Этот вопрос уже решён. Спасибо!
notice-unlocked =
    ✅ <b>Ваши просьбы снова открыты.</b>
    Проверьте, всё ли в них по-прежнему.

## Справка
help-text =
    ℹ️ <b>Как это работает</b>
    1. Друг присылает ссылку, и вы становитесь знакомыми.
    2. 🙏 Кому нужна помощь, просит о ней. Видят это только знакомые и те, кому просьбу рекомендовали.
    3. ❤️ Кто может, говорит, сколько может отдавать в месяц.
    4. 🗓 Первого числа те, кто помогает, получают карточку: кому, сколько и почему. Согласие одной кнопкой.
    5. 🤝 Помощь передают напрямую, 👍 нажимают, когда она дошла.

    Деньги через бота не проходят.
help-found = ℹ️ «{ $part }»: вот что нашлось.
help-found-none = ℹ️ «{ $part }»: об этом ничего не нашлось. Вот все вопросы.
help-q-what = Что это такое?
help-also-what = кто это, кто вы, что делать, непонятно, объясните
help-a-what =
    Знакомые помогают друг другу напрямую. Один говорит, что ему нужно, другой говорит, сколько может дать без вреда для себя.
    Раз в месяц бот подсказывает каждому, кому и сколько можно передать. Решает всегда человек.
help-q-ask = Как попросить о помощи?
help-also-ask = помогите, нужна помощь, нуждаюсь, просьба, беда
help-a-ask =
    Нажмите 🙏 на главной и ответьте на несколько коротких вопросов: на что, сколько, к какому дню.
    Перед публикацией вы увидите всё целиком. Изменить или закрыть просьбу можно в любой день.
help-q-seen = Кто увидит мою просьбу?
help-a-seen =
    Сразу её видят ваши знакомые. Дальше её показывает только тот, кто вас знает и нажал 🗣.
    Как далеко она пойдёт, выбираете вы. Чужие люди её не видят. Реквизиты видит только тот, кто уже пообещал помочь.
help-q-give = Как помочь?
help-a-give =
    Можно прямо сейчас: откройте 👥 Моя сеть, выберите просьбу и нажмите 🤝.
    Можно каждый месяц: нажмите ❤️ и напишите сумму. Помогать можно и делом, вещами, временем.
help-q-pledge = Что такое намерение?
help-a-pledge =
    ❤️ Намерение говорит, сколько вы готовы отдавать в месяц. Оно ни к чему не обязывает: изменить или отозвать его можно молча.
    🤝 Обещание появляется, лишь когда вы сами нажали 🤝. Молчание не значит согласие.
help-q-when = Когда меня спросят?
help-a-when =
    🗓 Первого числа, после девяти утра, придёт карточка: кому, сколько, к какому дню и почему.
    На ответ есть десять дней, один раз мы напомним. Если ответа нет, ничего не происходит, кроме того, на что вы сами заранее дали постоянное согласие.
    Если позже кому-то чего-то не хватит, ещё одна карточка может прийти в понедельник.
help-q-cannot = А если не получается отдать?
help-a-cannot =
    Так бывает. До обещания просто нажмите ❌ или ⏸: никто об этом не узнает.
    Если нажато не то: первые десять минут под ответом стоит ↩️ Вернуть, как было.
    Если обещание уже дано, откройте 🤝 Обещания и нажмите ❌ Не получится. Мы мягко скажем об этом, без упрёков.
help-q-share = Как делится помощь?
help-a-share =
    Сначала срочные просьбы и те, которым вы сами хотели помочь. Остальное делится поровну на каждого человека.
    Каждый помогает только тем, кого видит, и не больше своей меры. На карточке есть ℹ️ Почему так.
help-q-pyramid = Чем это не пирамида?
help-a-pyramid =
    Здесь ничего не вносят и ничего не получают за приглашения. Нет уровней, процентов и дохода.
    Просить можно, ничего не дав. Помощь идёт конкретному человеку из рук в руки, и её нельзя потребовать обратно.
help-q-money = Проходят ли здесь деньги?
help-a-money =
    Нет. Бот только записывает, кто кому обещал и что дошло. Денег и счетов внутри нет.
    Помощь вы передаёте сами: переводом, лично, как договоритесь. Потом один нажимает 👍 Передано, другой 👍 Получено.
help-q-leave = Как уйти или всё удалить?
help-a-leave =
    Отдохнуть: /settings, там ⏸ останавливает всё сразу. Ваши данные: /mydata.
    Уйти: /delete. Вас сразу перестанут видеть, семь дней можно передумать, потом всё о вас стирается.
help-q-human = Где спросить человека?
help-a-human =
    Спросите того, кто вас пригласил, или любого знакомого из 👥 Моя сеть. Если ниже есть ✉️, там ответят те, кто отвечает за бота.
    Если кто-то давит или обманывает, откройте карточку человека и нажмите ⚠️.
    Знакомый может и нажимать кнопки за вас: нужны 👤 на вашей карточке и ваше согласие. Остановить можно в /settings.

## Что это за карточка
card-help-network = Здесь просьбы и люди, которых видите вы. У других своё: общего списка нет ни у кого. Нажмите на просьбу, чтобы прочитать её и решить.
card-help-invite = По этой ссылке друг станет вашим знакомым, и вы увидите просьбы друг друга. Ссылку можно послать или показать картинкой.
card-help-links = Здесь ваши ссылки. Нажмите на одну, чтобы послать её ещё раз или отозвать. Знакомства, которые по ней возникли, останутся.
card-help-settings = Здесь время, язык и то, о чём бот пишет. ⏸ останавливает всё сразу, ▶️ возвращает. Обещания остаются в силе.
card-help-pledge = Это сумма, которую вы готовы отдавать в месяц. ✏️ меняет её, ⏸ останавливает на время, ❌ отзывает. Никто об этом не узнает.
card-help-request = 🤝 даёт обещание сейчас, ❤️ записывает намерение, 🗣 показывает просьбу вашим знакомым. Перед каждым шагом бот переспросит.
card-help-own = Это ваша просьба. ✏️ меняет её, ⏸ прячет на время, ❌ закрывает. Обещания остаются в силе.
card-help-person = ✉️ поможет написать, ✏️ даёт имя, которое видите только вы. После 🚫 вы не видите друг друга. ⚠️ рассказывает о беде тем, кто отвечает за бота. О 🚫 и ⚠️ человеку не сообщают.
card-help-promise = 👍 говорит, что помощь передана или дошла. 💳 и ✉️ подскажут, куда передать и как договориться. ❌ мягко завершает обещание.
card-help-directed = Это намерение помочь с одной просьбой. 🤝 обещает часть этого месяца, ✏️ меняет сумму, ⏸ останавливает на время, ❌ отзывает. О ✏️, ⏸ и ❌ никто не узнает.
card-help-card = 🤝 превращает предложения в обещания, ✏️ меняет суммы. ❌ пропускает месяц, и никто об этом не узнает.

rules-text =
    ℹ️ <b>Правила</b>
    • Денег внутри нет: ничего не копится и ничего нельзя потребовать обратно.
    • Просить можно, ничего не дав. За приглашения ничего не дают.
    • Никто не обязан: обещание даёте только вы сами. Молчание не значит согласие.
    • Чужих людей и просьб не видит никто.
    • Отказаться, уменьшить, приостановить можно молча.
    • Эксодус не пирамида и не сулит доход.
privacy-text =
    ℹ️ <b>Мои данные и тайна</b>
    Мы храним ваше имя в Telegram, язык и настройки, знакомства, просьбы, намерения и обещания. Истории, реквизиты и сообщения зашифрованы.
    Ваши просьбы видят знакомые и те, кому их рекомендовали. Реквизиты видит только тот, кто пообещал помочь. Вашу меру не видит никто, кроме вас.
    Сообщения боту стираются через 3 дня, истории закрытых просьб через 60, запасные копии через 30. Ничего не продаётся и не передаётся посторонним.
    Что хранится о вас: /mydata. Удалить всё: /delete
language-ask = ⚙️ <b>На каком языке говорить?</b>
language-set = ✅ Теперь по-русски.
lang-ru = ⚙️ Русский
lang-en = ⚙️ English
lang-uk = ⚙️ Українська

## Помощь с ботом
btn-help-with-bot = 👤 Помогать с ботом
btn-help-scope-REQUEST = 🙏 С просьбой
btn-help-scope-PROMISES = 🤝 С обещаниями
btn-help-scope-BOTH = 👥 С просьбой и обещаниями
btn-help-months = { $count ->
    [one] 🗓 На { $count } месяц
    [few] 🗓 На { $count } месяца
   *[other] 🗓 На { $count } месяцев
}
btn-help-offer = ✅ Спросить согласия
btn-help-begin = 👤 Начать
btn-help-end = ❌ Больше не помогаю
row-helping = 👤 Помогаю: { $name }
btn-help-back = 👤 Вернуться к себе
row-help-stop = ❌ Остановить: { $name }
row-helped = 👤 Что сделано с помощью
help-offer-scope =
    👤 <b>{ $name }</b>: помощь с ботом
    Вы нажимаете кнопки в своём чате, а делается всё от имени этого человека. Начнём только с его согласия.
    С чем помогать?
help-offer-until =
    👤 <b>{ $name }</b>: помощь с ботом
    На какое время? Остановить можно в любой день.
help-offer-summary = 👤 <b>{ $name }</b>: помощь с ботом до { $day }
help-you-may-REQUEST = Вы сможете видеть и вести просьбу.
help-you-may-PROMISES = Вы сможете видеть и вести намерения, обещания и карточку месяца.
help-you-may-BOTH = Вы сможете видеть и вести просьбу, намерения, обещания и карточку месяца.
help-offer-ask =
    Мы спросим согласия один раз. До ответа ничего не откроется. Спросить?
help-offer-waiting =
    ⏳ <b>{ $name }</b>: вопрос отправлен.
    Если согласие придёт, мы скажем.
help-offer-active = 👤 <b>{ $name }</b>: вы помогаете с ботом до { $day }.
notice-helper-offered = 👤 <b>{ $name }</b> предлагает помогать вам с ботом до { $day }.
help-they-may-REQUEST = Можно будет видеть и вести вашу просьбу.
help-they-may-PROMISES = Можно будет видеть и вести ваши намерения, обещания и карточку месяца.
help-they-may-BOTH = Можно будет видеть и вести вашу просьбу, намерения, обещания и карточку месяца.
notice-helper-offered-ask =
    Нельзя: ваша мера, реквизиты, настройки, знакомые, ссылки, удаление данных.
    Каждое действие останется в списке для вас. Остановить можно одним нажатием: /settings
    Согласны?
notice-helper-accepted =
    ✅ <b>{ $name }</b>: есть согласие на вашу помощь с ботом, до { $day }.
    Начать можно здесь или с главной.
help-accepted-now =
    ✅ <b>{ $name }</b> помогает вам с ботом до { $day }.
    Остановить можно одним нажатием: /settings
help-declined-now = Хорошо, всё остаётся как было. Никто об этом не узнает.
help-stopped-now = ✅ Остановлено: за вас больше никто ничего не сделает. Сообщений об этом никому не будет.
help-ended-now = ✅ Вы больше не помогаете с ботом. Сообщений об этом никому не будет.
helping-head = 👤 Вы помогаете: <b>{ $name }</b>
helping-home =
    Здесь всё делается от имени этого человека и остаётся в его списке.
    Чтобы снова стать собой, нажмите 👤.
helping-request = 🙏 Просьба: <b>{ $title }</b>. Получено { $received } из { $need }.
helping-no-request = 🙏 Просьбы сейчас нет.
helping-pledge = ❤️ Намерение: <b>{ $amount }</b> в месяц.
helping-promises = { $count ->
    [0] 🤝 Открытых обещаний нет.
   *[other] 🤝 Открытых обещаний: { $count }
}
helping-back = Вы снова у себя.
helping-over = Сейчас вы нажимаете кнопки только за себя.
helping-own-button =
    Эта кнопка относится к вам самим, а сейчас вы помогаете другому.
    Нажмите 👤, чтобы вернуться к себе, и повторите.
settings-helper = 👤 Вам помогает: <b>{ $name }</b>, до { $day }
helped-list = ℹ️ <b>Что сделано с помощью</b>
helped-none = Пока ничего. Здесь будет каждое действие с датой.
helped-line = { $day }: { $what } (помогает { $name })
helped-request-published = просьба опубликована
helped-request-edited = просьба изменена
helped-request-paused = просьба приостановлена
helped-request-resumed = просьба возобновлена
helped-request-closed = просьба закрыта
helped-request-reopened = просьба открыта снова
helped-still-needed = помощь ещё нужна
helped-card-accepted = карточка принята
helped-card-skipped = месяц пропущен
helped-proposal-accepted = предложение принято
helped-proposal-declined = предложение отклонено
helped-proposal-changed = сумма в карточке изменена
helped-promised-now = дано обещание
helped-promised-from-pledge = дано обещание из намерения
helped-part-given = дано обещание на этот месяц
helped-handed-over = отмечено: передано
helped-received = отмечено: получено
helped-not-yet = отмечено: пока не дошло
helped-released = обещание снято
helped-let-go = обещание больше не нужно
helped-asked-to-hand-over = просьба передать сейчас
helped-thanked = сказано спасибо
helped-note-added = добавлена пара слов
helped-pledge-changed = сумма намерения изменена
helped-pledge-paused = намерение приостановлено
helped-pledge-resumed = намерение возобновлено
helped-pledge-withdrawn = намерение отозвано
helped-pledge-spread = изменено, как делится намерение
helped-pledge-start = изменено, с какого дня намерение
helped-pledged-to = записано намерение
helped-pledged-to-changed = сумма намерения изменена
kind-helper-accepted = Согласие на помощь с ботом
err-not-for-helper = Этого нельзя сделать за другого человека.
err-helping-over = Сейчас вы нажимаете кнопки только за себя.

## Команды
cmd-start = Начать
cmd-menu = Главная
cmd-ask = Моя просьба
cmd-give = Хочу помогать
cmd-promises = Обещания
cmd-network = Моя сеть
cmd-invite = Пригласить друга
cmd-help = Как это работает
cmd-rules = Правила
cmd-privacy = Мои данные и тайна
cmd-language = Язык
cmd-lock = Запереть мои просьбы
cmd-cancel = Отменить вопросы

## Люди
btn-filter-asks = 👥 Кто просит
btn-filter-all = 👥 Все, кого я вижу
btn-filter-helped = 👥 Кому помогаю я
btn-filter-helping = 👥 Кто помогает мне
btn-person = 👤 Кто это
btn-about = 👤 О себе
btn-about-edit = ✏️ Изменить
btn-about-clear = 🗑 Убрать
btn-shut-out = 🚫 Заблокированные и прежние
btn-nickname = ✏️ Имя и знакомство
btn-nickname-set = ✏️ Назвать по-своему
btn-nickname-clear = 🗑 Вернуть имя
btn-break = ❌ Прервать знакомство
btn-block = 🚫 Заблокировать
btn-report = ⚠️ Пожаловаться
btn-handled = ✅ Разобрано
btn-abuse-FALSE_NEED = ⚠️ Просьба не похожа на правду
btn-abuse-PRESSURE = ⚠️ Давление или угрозы
btn-abuse-INSULT = ⚠️ Оскорбления
btn-abuse-OTHER = ⚠️ Другое
btn-send-report = ✅ Отправить
people-all =
    👥 <b>Все, кого я вижу: { $count }</b>
    Знакомые и те, кого вы видите через знакомых.
people-all-none = 👥 Пока вы никого не видите. Пригласите друга по ссылке.
people-helped =
    👥 <b>Кому помогаю я: { $count }</b>
    Видите это только вы.
people-helped-none = 👥 Здесь появятся люди, которым вы помогаете. Выбрать, кому помочь: 👥 Кто просит.
people-helping =
    👥 <b>Кто помогает мне: { $count }</b>
    Видите это только вы.
people-helping-none = 👥 Здесь появятся люди, которые помогают вам. Попросить о помощи: /ask
row-person = 👤 { $name }
row-blocked = 🚫 { $name }
row-broken = 🔗 { $name }
person = 👤 <b>{ $name }</b>
person-nicknamed = 👤 <b>{ $nickname }</b> ({ $name })
person-since-INVITE = Вы знакомы с { $day }, по приглашению.
person-since-INTRODUCTION = Вы знакомы с { $day }, через общих знакомых.
person-since-HELP = Вы знакомы с { $day }, через помощь.
person-introduced = Вы знакомы с { $day }. Вас познакомили: { $through }.
person-path = Вы → { $path }
person-recommends = Через этого человека до вас дошла просьба «{ $title }».
person-circle = Вы вместе помогаете: «{ $title }».
person-helped = 👍 Помощь подтверждалась.
person-about = «{ $text }»
person-link = 🔗 { $link }
person-edit =
    ✏️ <b>{ $name }</b>
    Имя, которое вы дадите, видите только вы.
nickname-ask =
    <b>Как вы называете этого человека?</b> До 40 знаков.
    Увидите это только вы.
nickname-now = ✅ Записано. Это имя видите только вы.
about-card =
    👤 <b>{ $name }</b>
    { $about }
    { $link }
about-none = О себе пока ничего.
about-link-none = Ссылки пока нет.
about-seen = Это видят ваши знакомые и те, до кого дошла ваша просьба.
about-ask = <b>Что рассказать о себе?</b> До 180 знаков.
about-link-ask = <b>Есть ссылка о вас?</b> Пришлите её или пропустите.
about-now = ✅ Записано.
about-cleared = ✅ Убрано.
break-ask =
    Прервать знакомство: <b>{ $name }</b>?
    Вы перестанете видеть друг друга и просьбы друг друга. Обещания остаются. Сообщений об этом не будет.
break-now = ✅ Знакомство прервано. Сообщений об этом не будет. Передумать можно здесь же.
block-ask =
    Заблокировать: <b>{ $name }</b>?
    Вы нигде не будете видеть друг друга. Обещания между вами можно довести до конца. Сообщений об этом не будет.
block-now = ✅ Вы больше не видите друг друга. Сообщений об этом не будет. Передумать можно здесь же.
shut-out =
    🚫 <b>Заблокированные и прежние знакомые</b>
    Этот список видите только вы. Нажмите на имя, чтобы что-то изменить.
shut-out-none = 🚫 Здесь никого нет.
unblock-ask = Снять блокировку: <b>{ $name }</b>? Всё станет видно, как раньше.
unblock-now = ✅ Блокировка снята. Сообщений об этом не будет.
want-back-ask =
    Вернуть знакомство: <b>{ $name }</b>?
    Это желание видите только вы. Знакомство вернётся, когда этого захотят оба: отправьте свою ссылку-приглашение.
want-back-waiting = Вы хотите вернуть знакомство: <b>{ $name }</b>. Оно вернётся, когда по вашей ссылке-приглашению придёт ответное желание.
want-back-now = ✅ Записано. Знакомство вернётся, когда этого захотят оба.
want-back-done = ✅ Вы снова знакомы: <b>{ $name }</b>.
may-write-ask =
    ✉️ Спросить, можно ли написать: <b>{ $name }</b>?
    В вопросе будет только ваше имя. При согласии вы получите ссылку для письма.
may-write-asked = ✉️ Вопрос передан: <b>{ $name }</b>. При согласии придёт ссылка для письма.
write-direct = ✉️ Напишите: <a href="{ $link }">{ $name }</a>
may-write-yes-now = ✅ Записано: вам могут написать.
may-write-no-now = Хорошо. Никто об этом не узнает.
report-reason =
    ⚠️ <b>Что случилось?</b>
    { $name } не узнает. Те, кто отвечает за бота, увидят причину и ваши слова, без имён.
report-text = <b>Хотите добавить слова?</b> До 500 знаков.
report-summary =
    <b>Отправить жалобу?</b>
    { $reason }
report-now = ✅ Жалоба отправлена. Спасибо. Если нужно, человека можно и заблокировать.
report-case =
    ⚠️ <b>Жалоба { $number }</b>
    { $reason }
report-case-text = «{ $text }»
report-handled-now = ✅ Жалоба { $number } разобрана.
notice-may-i-write =
    ✉️ <b>{ $name }</b> спрашивает, можно ли вам написать.
    Ваш аккаунт откроется этому человеку, только если вы согласитесь. Можно?
notice-may-write = ✉️ <b>{ $name }</b> ждёт вашего сообщения: <a href="{ $link }">написать</a>
notice-job-failing =
    ⚠️ <b>Задача { $job } не удаётся</b>
    Причина: { $error }. Последний раз удалась: { $since }.
    Бот работает и пробует снова. Напишем, когда это пройдёт.

## Настройки
btn-settings-time = ⚙️ Время и язык
btn-settings-notices = ⚙️ Сообщения
btn-zone = ⚙️ Часовой пояс
btn-quiet = ⚙️ Тихие часы
btn-zone-type = ✏️ Другой город
btn-quiet-type = ✏️ Другие часы
btn-quiet-hours = С { $from } до { $to }
btn-quiet-none = Тихих часов нет
btn-pause-all = ⏸ Приостановить всё
btn-resume-all = ▶️ Возобновить всё
btn-pause-all-yes = ✅ Да, приостановить всё
settings = ⚙️ <b>Настройки</b>
settings-language = Язык: <b>{ $language }</b>
settings-zone = Часовой пояс: <b>{ $zone }</b>, сейчас { $time }
settings-quiet = Тихие часы: с { $from } до { $to }. В это время мы не пишем, кроме срочных просьб.
settings-quiet-none = Тихих часов нет: мы пишем в любое время.
settings-notices = { $count ->
    [0] Сообщения: приходят все.
   *[other] Сообщения: приходят не все, выключено { $count }.
}
settings-paused = ⏸ Сейчас всё приостановлено.
settings-time = ⚙️ <b>Время и язык</b>
settings-now = ✅ Записано.
zone-ask = ⚙️ <b>По какому городу у вас время?</b>
zone-type-ask =
    <b>В каком городе у вас то же время?</b>
    Напишите большой город, например: <i>Берлин</i>
quiet-ask = ⚙️ <b>В какие часы не писать?</b>
quiet-type-ask =
    <b>С какого и до какого часа не писать?</b>
    Напишите два числа, например: <i>22-8</i>
switches =
    ⚙️ <b>Какие сообщения приходят</b>
    ✅ приходит, ⏸ не приходит. Нажмите, чтобы изменить.
    Самое важное (карточка месяца, обещания, срочные просьбы) приходит всегда.
pause-all-ask =
    ⏸ <b>Приостановить всё?</b>
    Вашу просьбу никто не видит, намерения ждут, карточек и лишних сообщений нет. Обещания, которые вы дали, остаются.
    Вернуть всё можно одной кнопкой. Никто об этом не узнает.
pause-all-now = ⏸ Всё приостановлено, никто об этом не узнает. Отдыхайте.
resume-all-now = ▶️ Всё снова в силе.
home-paused = ⏸ Всё приостановлено. Вернуть: /settings
kind-newcomer-joined = Кто-то пришёл по вашей ссылке
kind-contact-asks = Знакомые просят о помощи
kind-recommended-request = Вам рекомендуют просьбу
kind-request-recommended = Вашу просьбу рекомендуют
kind-recommend-again = Просьба изменилась: подтвердить?
kind-recommendation-expires = Ваша рекомендация кончается
kind-nobody-opened = Вашу просьбу никто не открывал
kind-introduction = Вам предлагают познакомиться
kind-proposals-reminder = Напоминание о карточке месяца
kind-pledge-made = Кто-то собирается помочь вам
kind-pledge-returned = Ваша помощь вернулась: хватило
kind-pledge-offer = Предложение помочь не деньгами
kind-worth-more = Ваша помощь стоит больше
kind-confirmed = Помощь дошла
kind-thanks = Вам передали спасибо
kind-request-closed = Просьба закрыта
kind-request-covered = Всё нужное обещано
kind-emergency-completed = Срочная просьба завершена
kind-promises-unreported = Вопрос об обещаниях к срочной просьбе
kind-still-needed = Вопрос, нужна ли ещё помощь
kind-asker-summary = Итог после 10-го числа
kind-month-digest = Обзор в конце месяца
kind-promise-date-near = Скоро день обещания
kind-please-hand-over = Вас просят передать обещанное
kind-details-opened = Ваши реквизиты открывали
kind-confirmation-nudge = Дошла ли помощь?
kind-unconfirmed-help = Помощь не подтверждена
kind-may-i-write = Можно ли вам написать?
kind-may-write = Вам можно написать
kind-announcement = Сообщения всем участникам
zone-newyork = Нью-Йорк
zone-london = Лондон
zone-berlin = Берлин
zone-kaliningrad = Калининград
zone-kyiv = Киев
zone-chisinau = Кишинёв
zone-riga = Рига
zone-jerusalem = Иерусалим
zone-minsk = Минск
zone-moscow = Москва
zone-samara = Самара
zone-tbilisi = Тбилиси
zone-yerevan = Ереван
zone-baku = Баку
zone-yekaterinburg = Екатеринбург
zone-almaty = Алматы
zone-tashkent = Ташкент
zone-omsk = Омск
zone-novosibirsk = Новосибирск
zone-krasnoyarsk = Красноярск
zone-irkutsk = Иркутск
zone-yakutsk = Якутск
zone-vladivostok = Владивосток
zone-kamchatka = Камчатка

## Мои данные
btn-my-data = ℹ️ Что хранится обо мне
btn-delete = 🗑 Удалить всё обо мне
btn-delete-yes = ✅ Да, удалить всё
btn-stay = ❌ Отменить удаление
my-data = ℹ️ <b>Что хранится обо мне</b>, { $page } из { $pages }
data-name = Имя
data-language = Язык
data-joined = Здесь с
data-zone = Часовой пояс
data-quiet = Тихие часы
data-about = О себе
data-measure = Моя мера, её видите только вы
data-contact = Среди знакомых
data-nickname = Имя, которое дали вы
data-helper = Помогает вам с ботом
data-helped = Вы помогаете с ботом
data-blocked = Заблокировано людей
data-request = Просьба
data-story = История
data-pledge = Намерение
data-given = Обещано вами
data-received = Обещано вам
data-details = Реквизиты
data-proposals = Предложений
data-recommendations = Рекомендаций
data-measure-next = Моя мера с завтрашнего дня
data-standing-yes = Постоянное согласие, в месяц и одному человеку
data-chosen = Намерение только для
data-excluded = Намерение не для
data-words = Ваши слова
data-links = Действующих ссылок
data-reports = Ваших жалоб
data-switched-off = Выключены сообщения
data-messages = Сообщений от бота
data-state-ACTIVE = действует
data-state-PAUSED = приостановлено
data-state-CLOSED = закрыто
data-state-WITHDRAWN = отозвано
delete-ask =
    🗑 <b>Удалить всё о вас?</b>
    Вас, ваши просьбы и намерения сразу перестанут видеть. Открытые обещания (ваши и вам) будут сняты, и мы скажем об этом тем, с кем они были.
    Семь дней это можно отменить. Потом всё стирается навсегда: имя, просьбы, истории, реквизиты, знакомства. У тех, с кем вы помогали друг другу, останутся только сумма и дата.
    Удалить?
leaving =
    🗑 <b>{ $day } о вас всё будет стёрто.</b>
    Вас уже никто не видит. До этого дня удаление можно отменить: знакомства, просьбы и намерения вернутся, снятые обещания нет.
stayed = ✅ Удаление отменено. С возвращением!
err-zone-unknown = Такого города не нашлось. Напишите большой город рядом, например: <i>Москва</i> или <i>Europe/Moscow</i>
err-hours-invalid = Нужны два числа от 0 до 24, например: <i>22-8</i>
cmd-settings = Настройки
cmd-mydata = Что хранится обо мне
cmd-delete = Удалить всё обо мне

## Мои ссылки
btn-my-links = 🔗 Мои ссылки ({ $count })
btn-qr = 🔗 Картинка с QR-кодом
btn-revoke = ❌ Отозвать
btn-revoke-all = ❌ Отозвать все
links = 🔗 <b>Мои ссылки</b>
links-none = 🔗 Действующих ссылок нет. Новую даст 🔗 Пригласить друга.
row-link-JOIN = 🔗 для друга: { $uses } из { $max }, до { $day }
row-link-HELP = 🔗 на просьбу: { $uses } из { $max }, до { $day }
link-JOIN = 🔗 <b>Ссылка для друга</b>
link-HELP = 🔗 <b>Ссылка на просьбу</b>
link-request = «{ $title }»
link-facts =
    { $link }

    Открывали: { $uses } из { $max }. Действует до { $day }.
link-revoke-ask = Отозвать ссылку? По ней больше никто не придёт. Знакомства остаются.
links-revoke-ask = Отозвать все ваши ссылки? По ним больше никто не придёт. Знакомства остаются.
links-revoked = ✅ Отозвано ссылок: { $count }.
qr-caption =
    🔗 { $link }
    Покажите картинку другу: камера телефона откроет ссылку. Действует до { $day }.

## Картинки
btn-network-picture = 👥 Сеть картинкой
btn-month-picture = 🗓 Месяц картинкой
pic-network = Моя сеть
pic-you = Вы
pic-of = { $done } из { $need }
pic-received = получено
pic-handed-over = передано
pic-promised = обещано
pic-missing = ещё нужно
pic-month = Мой месяц
pic-giving = Я помогаю
pic-giving-none = В этом месяце обещаний пока нет.
pic-pledged = Моё намерение: { $amount } в месяц
pic-request = Моя просьба
pic-helpers = Мне помогают
pic-others = Остальные
pic-network-caption = 👥 <b>Моя сеть</b>. Людей: { $people }, просьб: { $requests }.
pic-line-asks = 🙏 { $name }: { $title }, есть { $done } из { $need }
pic-line-via = (через: { $path })
pic-line-person = • { $name }
pic-line-help = • { $name }: получено { $confirmed }, ожидается { $waiting }
pic-more = …и ещё: { $count }
pic-month-caption = 🗓 <b>Мой месяц</b>, { $from } – { $to }
pic-request-caption = 🙏 { $title }: получено { $received }, обещано { $promised } из { $need }
pic-network-none = 👥 Рисовать пока нечего: сначала пригласите друга.

## Операторам
btn-admin-reports = ⚠️ Жалобы: { $count }
btn-announce = ✉️ Написать всем
btn-admin-now = ℹ️ Как сейчас
btn-announce-yes = ✅ Отправить всем
admin-title = <b>Как идут дела</b>
admin-people = Участников: { $members }, открытых просьб: { $requests }
admin-cycle = Месяц { $cycle }, до { $day }
admin-cards = Карточек доставлено: { $delivered }, с ответом: { $answered } ({ $share } %)
admin-inbox = Ждут ответа: { $depth }, самое долгое { $minutes } мин
admin-outbox = Ждут отправки: { $depth }, самое долгое { $minutes } мин
admin-jobs = Задач: { $all }, молчат: { $silent }
admin-broadcast = Сообщение всем: ушло { $sent } из { $people }, ждут { $waiting }
admin-reports = <b>Открытых жалоб: { $count }</b>
admin-reports-none = Открытых жалоб нет.
admin-case =
    ⚠️ <b>Жалоба { $number }</b>
    Причина: { $reason }.
    Слова и просьба читаются только на сервере: <code>exodus reports</code>
trouble-job = Задача { $about } не удаётся или молчит.
trouble-queue-inbox = Ответы людям задерживаются.
trouble-queue-outbox = Сообщения ждут отправки слишком долго.
trouble-invariant = Правило { $about } не выполняется: подробности скажет <code>exodus doctor</code>.
trouble-backup = Резервная копия не записалась: проверьте место в DATA_DIR.
notice-trouble = ⚠️ <b>Нужно ваше внимание</b>
notice-trouble-over = ✅ <b>Снова в порядке</b>. Было так:
notice-announcement =
    ✉️ <b>Сообщение всем участникам</b>

    { $text }
announce-ask = <b>Что написать всем?</b> До 500 знаков. Потом покажем, как это будет выглядеть.
announce-preview = Так это увидят люди ({ $people }): днём, каждый в свои часы. Отправить?
announce-now = ✅ Сообщение уходит.
