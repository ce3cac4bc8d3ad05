export const seasons = ['winter', 'spring', 'summer', 'autumn'];
