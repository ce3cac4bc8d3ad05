import { seasons } from './seasons.js';

export const season = (month) => seasons[Math.floor((month % 12) / 3)];
export default { season };
