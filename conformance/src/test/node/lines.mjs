// One line per test, for the Java side: the outcome, the name, and what went wrong in base64; tab-separated.
export default async function* lines(events) {
  for await (const event of events) {
    if (event.type === 'test:pass' && !event.data.skip) {
      yield `pass\t${event.data.name}\n`;
    } else if (event.type === 'test:pass') {
      yield `skip\t${event.data.name}\n`;
    } else if (event.type === 'test:fail') {
      const cause = event.data.details.error.cause ?? event.data.details.error;
      const text = `${cause.stack ?? cause}\nstatus ${cause.status}, code ${cause.code}, request ${cause.requestId}`;
      yield `fail\t${event.data.name}\t${Buffer.from(text).toString('base64')}\n`;
    }
  }
}
