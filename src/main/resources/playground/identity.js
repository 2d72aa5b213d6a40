/** This phone and its two WeChat users. Each tab has its own, so that visitors do not disturb each other. */

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const TAG = 'playground.tag';
const USER = 'playground.user';

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => ALPHABET[byte % ALPHABET.length]).join('');

const tag = sessionStorage.getItem(TAG) || random();
sessionStorage.setItem(TAG, tag);

export const phone = `phone-${tag}`;
const users = [`alice-${tag}`, `bob-${tag}`];

/** Who is signed in to WeChat on this phone. */
export const wechatUser = () => sessionStorage.getItem(USER) || users[0];

export const switchUser = () => sessionStorage.setItem(USER, users.find((user) => user !== wechatUser()));
