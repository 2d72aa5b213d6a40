/** Texts in two languages. An element remembers what it says, so that it can say it in the other one. */

import english from './english.js';
import chinese from './chinese.js';

const KEY = 'playground.language';
const LANGUAGES = { en: english, 'zh-CN': chinese };

const said = new WeakMap();
const preferred = /^zh\b/i.test(navigator.language) ? 'zh-CN' : 'en';
let language = LANGUAGES[localStorage.getItem(KEY)] ? localStorage.getItem(KEY) : preferred;

export const currentLanguage = () => language;

/** A text by its key, with details for its {placeholders}; a detail may be a text itself: { key, details }. */
export const text = (key, details = {}) =>
  (LANGUAGES[language][key] ?? english[key] ?? details.otherwise ?? key)
    .replace(/\{(\w+)\}/g, (placeholder, name) => {
      const detail = details[name] ?? placeholder;
      return detail.key ? text(detail.key, detail.details) : detail;
    });

export const say = (element, key, details) => {
  said.set(element, details);
  element.dataset.text = key;
  element.textContent = key && text(key, details);
  return element;
};

const speak = () => {
  document.documentElement.lang = language;
  document.title = `wxsession ${text('title')}`;
  document.querySelectorAll('[data-text]').forEach((element) => say(element, element.dataset.text, said.get(element)));
  // The button is written in the language it leads to.
  document.querySelector('[data-action="language"]').lang = language === 'en' ? 'zh-CN' : 'en';
};

export const toggleLanguage = () => {
  language = language === 'en' ? 'zh-CN' : 'en';
  localStorage.setItem(KEY, language);
  speak();
};

export const startSpeaking = speak;
