// Whom one meets in a new sandbox, and what is said at its start. Invented people; any likeness is chance.

/** First names in the order in which they joined. */
export const DEMO_NAMES = [
  'Анна',
  'Пётр',
  'Ольга',
  'Михаил',
  'Мария',
  'Тамара',
  'Иван',
  'Елена',
  'Сергей',
  'Дарья',
  'Андрей',
  'Нина',
  'Павел',
  'Вера',
  'Григорий',
  'Людмила',
  'Константин',
  'Софья',
  'Юрий',
  'Лидия',
  'Фёдор',
  'Галина',
  'Роман',
  'Зоя',
] as const;

export interface DemoNeed {
  readonly title: string;
  readonly story: string;
  /** Whole units: a month, or for an emergency once. */
  readonly amount: number;
  readonly forWhom: 'MYSELF' | 'CHILD' | 'PARENT' | 'OTHER' | 'WORK';
  readonly people: number;
  /** Monthly: by this day of the month. */
  readonly dueDay?: number;
  /** Emergency: within so many days. */
  readonly withinDays?: number;
  /** How to receive it; without it: "write to me". */
  readonly paymentDetail?: string;
}

/** What people of the demo ask for, in turn. */
export const DEMO_NEEDS: readonly DemoNeed[] = [
  {
    title: 'Лекарства и врач для мамы',
    story: 'Мама после инсульта, пенсии не хватает на лекарства и на врача, который приходит домой.',
    amount: 150,
    forWhom: 'PARENT',
    people: 2,
    dueDay: 10,
    paymentDetail: 'Карта 0000 0000 0000 0000, Пётр',
  },
  {
    title: 'Репетитор для сына',
    story: 'Сын много болел и отстал в школе. Нашла хорошего учителя, два занятия в неделю.',
    amount: 80,
    forWhom: 'CHILD',
    people: 2,
    dueDay: 20,
  },
  {
    title: 'Сгорела проводка, нужна помощь с ремонтом',
    story: 'Жить дома пока нельзя, мастер готов начать, как только будет на что купить материалы.',
    amount: 300,
    forWhom: 'MYSELF',
    people: 3,
    withinDays: 10,
    paymentDetail: 'Телефон 000-00-00, спросить Дарью',
  },
  {
    title: 'Кружок для детей двора',
    story: 'Веду бесплатный кружок рисования. Нужны краски, бумага и чай.',
    amount: 60,
    forWhom: 'WORK',
    people: 8,
    dueDay: 31,
  },
];

/** What givers of the demo intend to give a month, in whole units, in turn. */
export const DEMO_PLEDGES = [50, 100, 30, 80, 40, 60] as const;

/** The friendly line at the sandbox's start. */
export const greeting = (url: string): string => `Песочница Exodus открыта · Exodus sandbox: ${url}`;
