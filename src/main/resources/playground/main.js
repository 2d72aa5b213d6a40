import { clearTrace, startTrace } from './trace.js';
import { loadClient } from './client.js';
import { find } from './dom.js';
import { endStory, launch, phoneActions, press, startScreen } from './screen.js';
import { cause, startStage } from './stage.js';
import { redrawTimeline, startTimeline } from './timeline.js';
import { note } from './wire.js';
import { startSpeaking, toggleLanguage } from './words.js';

const ofThePage = {
  'clear-trace': clearTrace,
  language() {
    toggleLanguage();
    redrawTimeline();
  },
};

const act = (name) => {
  if (ofThePage[name]) {
    ofThePage[name]();
    return;
  }
  endStory();
  note({ actor: 'you', key: 'trace.pressed', details: { button: { key: `action.${name}` } } });
  (phoneActions[name] ? press : cause)(name);
};

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-action]');
  if (button) {
    act(button.dataset.action);
  }
});

// The click on the button, which pressing Enter also brings about, has done it.
find('[data-form]').addEventListener('submit', (event) => event.preventDefault());

startTrace();
startTimeline();
startScreen();
const stage = startStage();
startSpeaking();
await Promise.all([loadClient(), stage]);
launch();
