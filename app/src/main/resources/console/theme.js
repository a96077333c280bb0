// Light, dark, or as the system is. Charts ask for colours here, because a canvas knows no style sheet.

import { h } from './dom.js';

const KEY = 'gridcast-theme';
const NEXT = { system: 'light', light: 'dark', dark: 'system' };
const watchers = new Set();

/** Calls back when colours have changed. */
export function onTheme(callback) {
  watchers.add(callback);
  return () => watchers.delete(callback);
}

/** A colour of the style sheet by its name. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Puts the button to work. */
export function followTheme(button) {
  let theme = localStorage.getItem(KEY) ?? 'system';
  const show = () => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    const [sign, word] = { system: ['◑', ' System'], light: ['○', ' Light'], dark: ['●', ' Dark'] }[theme];
    button.replaceChildren(sign, h('span', { class: 'wordy' }, word));
    button.setAttribute('aria-label', `Theme: ${theme}`);
    watchers.forEach(callback => callback());
  };
  button.addEventListener('click', () => {
    theme = NEXT[theme];
    localStorage.setItem(KEY, theme);
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  show();
}
