// Asks the published client for all items of every list that takes no arguments.
import DodoPayments from 'dodopayments';

const client = new DodoPayments({ bearerToken: 'token', baseURL: process.argv[2], maxRetries: 0 });
for (const [name, resource] of Object.entries(client)) {
  if (typeof resource?.list !== 'function') continue;
  try {
    const list = resource.list();
    // Not of numbered pages: it is asked all the same, and its one answer is nothing to be compared.
    if (!(Symbol.asyncIterator in list)) {
      await list;
      continue;
    }
    let count = 0;
    for await (const _ of list) if (++count === 1000) break;
    console.log(`${name}\t${count}`);
  } catch (error) {
    console.log(`${name}\t${error.message}`);
  }
}
