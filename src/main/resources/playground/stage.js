/** Where one makes things happen: groups of buttons, each with what to expect. */

import { accidents } from './accidents.js';
import { find, make } from './dom.js';
import { press } from './screen.js';
import { say } from './words.js';

/** The buttons by group; those of a line share its hint, which is named after the first. */
const GROUPS = {
  phone: [['switch-account'], ['restart'], ['show']],
  time: [['expire-token'], ['expire-session'], ['reuse-refresh']],
  'back-end': [['revoke'], ['ban', 'lift-ban']],
  wechat: [['rotate-key'], ['revoke-event'], ['break-wechat', 'mend-wechat']],
  redis: [['stop-redis', 'start-redis']],
};

/** The mini-program asks by itself when it starts. */
const ASKS_ANYWAY = ['switch-account', 'restart'];

const ERRCODES = ['-1', '40029', '40163', '40226', '45011', '40125', '40164'];

/** Faults that cannot befall a login. */
const ELSEWHERE = ['without-access-token', 'without-expires-in', 'without-phone-info', 'foreign-watermark'];

/** By the name of an action: where its outcome is said. */
const outcomes = {};

const meaning = (fault, description) => ({ key: `fault.${fault}`, details: { otherwise: description } });

const drawOption = ({ fault, description }) => {
  const option = say(make('option', ''), 'stage.option', { fault, meaning: meaning(fault, description) });
  option.value = fault;
  return option;
};

/** What can be ordered is asked aside, for it is no part of anybody's story. */
const fillFaults = async (select) => {
  const answer = await fetch('/simulator/faults');
  const { known } = await answer.json();
  const faults = known.filter(({ fault }) => !ELSEWHERE.includes(fault));
  select.append(...[...ERRCODES.map((fault) => ({ fault })), ...faults].map(drawOption));
  select.value = 'http-502';
};

const drawSelect = (id, label, ...options) => {
  const select = make('select', '', ...options);
  select.id = id;
  const caption = say(make('label', ''), label);
  caption.htmlFor = id;
  return make('div', 'choice', caption, select);
};

const drawFaultChoice = () => {
  const times = [['1', 'stage.once'], ['0', 'stage.until-mended']].map(([value, key]) => {
    const option = say(make('option', ''), key);
    option.value = value;
    return option;
  });
  return make('div', 'choices', drawSelect('fault', 'stage.fault'), drawSelect('times', 'stage.times', ...times));
};

const drawButton = (action, hint) => {
  const button = say(make('button', ''), `action.${action}`);
  button.type = 'button';
  button.dataset.action = action;
  button.setAttribute('aria-describedby', hint);
  return button;
};

const drawLine = (actions) => {
  const [first] = actions;
  const hint = say(make('p', 'hint'), `hint.${first}`);
  hint.id = `hint-${first}`;
  const outcome = make('output', 'outcome');
  actions.forEach((action) => {
    outcomes[action] = outcome;
  });
  const buttons = make('div', 'buttons', ...actions.map((action) => drawButton(action, hint.id)));
  const choice = first === 'break-wechat' ? [drawFaultChoice()] : [];
  return make('li', '', buttons, make('div', 'about', hint, ...choice, outcome));
};

const drawGroup = ([name, lines]) => make('div', 'group',
  say(make('h3', ''), `stage.${name}`), make('ul', '', ...lines.map(drawLine)));

const choices = () => {
  const fault = find('#fault');
  return { fault: fault.value, times: find('#times').value, named: fault.selectedOptions[0].textContent };
};

/** Makes an accident happen, says so, and if wished has the phone find out at once. */
export const cause = async (name) => {
  Object.values(outcomes).forEach((outcome) => say(outcome, ''));
  const outcome = outcomes[name];
  try {
    const details = await accidents[name](choices());
    say(outcome, `done.${name}`, details);
    if (find('#follow-up').checked && !ASKS_ANYWAY.includes(name)) {
      press('who-am-i');
    }
  } catch (error) {
    if (!error.key) {
      throw error;
    }
    say(outcome, error.key, error.details);
  }
};

/** Somebody else may have stopped it. */
const lookAtRedis = async () => {
  const answer = await fetch('/playground/redis');
  const { running } = await answer.json();
  if (!running) {
    say(outcomes['stop-redis'], 'done.stop-redis');
  }
};

export const startStage = () => {
  find('[data-stage]').append(...Object.entries(GROUPS).map(drawGroup));
  return Promise.all([fillFaults(find('#fault')), lookAtRedis()]);
};
