/**
 * Whatever changes the session happens one after another, and who asks for what was begun last shares it.
 * A login also serves those who want a refresh.
 */
module.exports = () => {
  let kind;
  let last = Promise.resolve();
  return (wanted, work) => {
    if (kind !== wanted && (kind !== 'login' || wanted !== 'refresh')) {
      const flight = last.then(work, work);
      const land = () => {
        if (last === flight) {
          kind = null;
        }
      };
      kind = wanted;
      last = flight;
      flight.then(land, land);
    }
    return last;
  };
};
