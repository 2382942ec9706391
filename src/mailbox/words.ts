export type Language = 'en' | 'fr' | 'de' | 'ru' | 'ja';

export interface Person {
  readonly name: string;
  readonly address: string;
}

const split = (words: string) => words.split(' ');

/** What sentences are made of; French and German also fit ISO 8859-1. */
export const WORDS: Readonly<Record<Language, readonly string[]>> = {
  en: split(
    'about after again also answer around balloon because before better bridge budget build called change city cloud ' +
      'could date depart draft early engine evening every figure first flight follow garden ground harbour have hope ' +
      'house idea journey just kitchen know later letter light list little look machine maybe meeting might minute ' +
      'morning mountain much need never next night north notes nothing number often only open order other paper ' +
      'people perhaps picture place plan please point question quite rather reach ready really report right river road ' +
      'room same school season second send share shall short since small some soon station still story street such ' +
      'summer system table take thank that their them then there these they thing think this those through ticket ' +
      'time today together tomorrow train travel tree trip turn under until very village visit wait walk want water ' +
      'weather week welcome well went were what when where which while window winter with without work world would ' +
      'write year your',
  ),
  fr: split(
    'année après aussi avant avec beaucoup bientôt bonjour café cela chaque château chez comme courrier déjà demain ' +
      'depuis dernière donc école également élève encore enfin ensuite être évidemment façon fenêtre forêt garçon gîte hôtel ' +
      'idée jamais jusque leçon lettre loin maïs maison matin même midi mère naïve nécessaire où parce père peut-être ' +
      'plutôt pour première près problème quelque répondre réunion rivière santé semaine société soirée télégramme ' +
      'théâtre toujours très vérité voilà voyage été',
  ),
  de: split(
    'abends aber als Anfang Antwort auch außerdem Bahnhof bald bereits Brücke Brief dafür daß denn doch dürfen eben ' +
      'Änderung Frühling für Gebäude Gespräch gestern Größe grün heute hier immer jeder können Küche länger leider ' +
      'manchmal möchte Morgen müssen nächste natürlich nicht noch nützlich oder öffnen Prüfung schließlich schön schon ' +
      'sehr Straße Tür über übermorgen und ungefähr verfügbar viele vielleicht während weiß wieder Wörter würde zurück zwölf',
  ),
  ru: split(
    'вечер вопрос время город день дорога если завтра здесь зима книга когда лето мост музей мы начало неделя ' +
      'новый ответ очень письмо площадь погода поезд после почта сегодня станция только утро хорошо часто через',
  ),
  ja: split(
    '今日は 明日の 会議 資料を 送ります よろしく お願い します 天気が 良い ので 駅で 待って います 手紙 写真 ありがとう 予定 確認 ください',
  ),
};

/** A word for each length, so that a line can be made exactly as long as wanted: FITTING[n] has n letters. */
export const FITTING = split(
  '- a we our mail paper letter morning tomorrow telegraph discussion interesting instructions',
);

/** Whose mailbox it is. Domains and addresses are reserved for examples (RFC 2606, RFC 6761). */
export const OWNER: Person = { name: 'Camille Dubois', address: 'camille@example.org' };

export const PEOPLE: readonly Person[] = [
  { name: 'Ada Byron', address: 'ada.byron@example.net' },
  { name: 'Élodie Lefèvre', address: 'elodie.lefevre@example.com' },
  { name: 'Jürgen Groß', address: 'j.gross@mail.example' },
  { name: 'Łukasz Wiśniewski', address: 'lukasz@poczta.example' },
  { name: 'Дмитрий Соколов', address: 'd.sokolov@pochta.example' },
  { name: '山田 太郎', address: 'yamada@yubin.example' },
  { name: 'María-José Núñez', address: 'mj.nunez@correo.example' },
  { name: 'Tom Okafor', address: 'tom@okafor.example' },
  { name: 'Siobhan Murphy', address: 'siobhan.murphy@example.com' },
  { name: 'Dr. Wei Chen', address: 'wei.chen@university.example' },
  { name: 'Priya Raman', address: 'priya.raman@example.net' },
  { name: 'Søren Kjær', address: 'soren@kjaer.example' },
  { name: 'Garcia, Luis', address: 'luis.garcia@company.example' },
  { name: 'Noa Levi', address: 'noa@example.com' },
];

export const SUBJECTS: readonly string[] = [
  'Lunch on Thursday?',
  'Notes from the meeting',
  'Compte rendu de la réunion du bureau',
  'Fotos vom Wochenende, schöne Grüße',
  'Invoice for the last quarter',
  'Поездка в субботу',
  '来週の会議の資料について',
  'Train tickets and timetable for the journey to the north, second version with the changes asked for',
  'Your question about the bridge',
  'Prêt du château pour la fête de l’école : dates proposées et budget prévisionnel',
  'Draft of the report',
  'Garden plans',
  'Happy birthday! 🎂',
  'Minutes',
];

export const LIST_SUBJECTS: readonly string[] = [
  'Block size and small objects',
  'Release candidate is out, please test',
  'Layout change with three zones',
  'Backup before the upgrade?',
];

/** File names that people attach, with what their first bytes are. */
export const FILES: readonly { readonly name: string; readonly type: string; readonly magic: string }[] = [
  { name: 'report-2.pdf', type: 'application/pdf', magic: '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n' },
  { name: 'Budget prévisionnel.pdf', type: 'application/pdf', magic: '%PDF-1.4\n' },
  { name: 'IMG_4211.JPG', type: 'image/jpeg', magic: '\xff\xd8\xff\xe0\x00\x10JFIF\x00' },
  { name: 'Capture d’écran.png', type: 'image/png', magic: '\x89PNG\r\n\x1a\n' },
  { name: 'plans.zip', type: 'application/zip', magic: 'PK\x03\x04' },
  { name: 'minutes.odt', type: 'application/vnd.oasis.opendocument.text', magic: 'PK\x03\x04' },
  {
    name: '予定表.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    magic: 'PK\x03\x04',
  },
  { name: 'voice.m4a', type: 'audio/mp4', magic: '\x00\x00\x00\x20ftypM4A ' },
];

export const IMAGES = FILES.filter(({ type }) => type.startsWith('image/'));
