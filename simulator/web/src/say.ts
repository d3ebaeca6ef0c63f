import { wordsIn } from '@hotline/browser-kit';
import { choices } from './state.ts';
import * as words from './words.ts';

export const say = () => wordsIn(choices.get().language, words);
