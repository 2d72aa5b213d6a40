/**
 * Whatever changes the session happens one after another, and who asks for what is already under way shares it.
 * A login also serves those who want a refresh.
 */
module.exports = () => {
  const flights = {};
  let last = Promise.resolve();
  return (kind, work) => {
    const joined = flights[kind] || (kind === 'refresh' && flights.login);
    if (joined) {
      return joined;
    }
    const land = () => delete flights[kind];
    last = last.then(work, work);
    last.then(land, land);
    flights[kind] = last;
    return last;
  };
};
