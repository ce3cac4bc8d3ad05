// A skill manifest in TypeScript.
interface Locale {
  name: string;
  summary: string;
  description: string;
  smallIconUri: string;
  largeIconUri: string;
  updatesDescription?: string;
}

const locale: Locale = {
  name: 'Mended Ways',
  summary: 'What used to be broken.',
  description: 'What used to be broken, and is not any more.',
  smallIconUri: 'https://example.com/mended/small.png',
  largeIconUri: 'https://example.com/mended/large.png',
  updatesDescription: 'Less broken than before.',
};

export = {
  manifest: { publishingInformation: { automaticDistribution: { isActive: false }, locales: { 'en-US': locale } } },
};
