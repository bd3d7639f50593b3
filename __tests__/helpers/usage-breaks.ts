/** Edits of usage and its billing that only the owner of the database can make; `$name` stands for an id. */

const event = `update public.usage_events set`;
const charge = `update public.usage_charges set`;
const total = `update public.usage_totals set`;
const ofTotal = `business_id = '$business' and customer_id = '$customer' and meter = 'service:calls'`;
const run = `update public.billing_runs set`;

/** What is done, the statement that does it, and every check that then fails. */
export const breaks: [what: string, sql: string, checks: string[]][] = [
  [
    'the units of an event',
    `${event} units = units + 1 where id = '$event'`,
    ['charge_amount', 'charge_events', 'usage_day', 'usage_total'],
  ],
  [
    'the price of an event',
    `${event} price_per_unit = 2 where id = '$event'`,
    ['charge_amount', 'usage_day', 'usage_total'],
  ],
  [
    'the day of an event',
    `${event} occurred_at = occurred_at - interval '1 day' where id = '$event'`,
    ['usage_day'],
  ],
  [
    'an event moved to another customer',
    `${event} customer_id = '$other' where id = '$event'`,
    ['charge_amount', 'charge_events', 'usage_day', 'usage_total'],
  ],
  [
    'an event moved to a customer that there is none of',
    `${event} customer_id = gen_random_uuid() where id = '$unbilled'`,
    ['usage_of'],
  ],
  [
    'an event moved to a product that there is none of',
    `${event} product_id = gen_random_uuid(), service = null where id = '$unbilled'`,
    ['usage_of'],
  ],
  ['an event of nothing', `${event} service = null where id = '$unbilled'`, ['usage_of']],
  ['an event of less than nothing', `${event} units = -5 where id = '$unbilled'`, ['usage_of']],
  [
    'an event moved to another service',
    `${event} service = 'tokens' where id = '$event'`,
    ['charge_amount', 'charge_events', 'usage_day', 'usage_total'],
  ],
  [
    'an event taken away',
    `delete from public.usage_events where id = '$event'`,
    ['charge_amount', 'charge_events', 'events_collected', 'usage_day', 'usage_total'],
  ],
  [
    'an event put among those that are billed',
    `insert into public.usage_events (business_id, id, customer_id, service, units, price_per_unit, request_id, occurred_at, recorded_at, actor)
     select business_id, private.uuid_v7(private.uuid_v7_micros(id) - 1000), customer_id, service, units, price_per_unit, 'put', occurred_at, recorded_at, actor
     from public.usage_events where id = '$event'`,
    ['charge_amount', 'charge_events', 'events_collected', 'usage_day', 'usage_total'],
  ],
  [
    'an event that is billed made a new one',
    `${event} id = private.uuid_v7() where id = '$event'`,
    ['charge_amount', 'charge_events', 'events_collected', 'usage_day', 'usage_total'],
  ],
  ['the units of a total', `${total} units = units + 1 where ${ofTotal}`, ['usage_total']],
  ['the amount of a total', `${total} amount = amount + 0.000000000001 where ${ofTotal}`, ['usage_total']],
  [
    'what of a total is billed',
    `${total} billed_amount = billed_amount - 1 where ${ofTotal}`,
    ['usage_billed'],
  ],
  [
    'the billed events of a total',
    `${total} billed_events = billed_events - 1 where ${ofTotal}`,
    ['usage_billed'],
  ],
  [
    'the billed units of a total',
    `${total} billed_units = billed_units - 1 where ${ofTotal}`,
    ['usage_billed'],
  ],
  [
    'up to where a total is billed',
    `${total} billed_up_to = gen_random_uuid() where ${ofTotal}`,
    ['usage_billed'],
  ],
  ['what a total is of', `${total} service = 'tokens' where ${ofTotal}`, ['usage_meter']],
  ['a total taken away', `delete from public.usage_totals where ${ofTotal}`, ['usage_total']],
  [
    'a total of nothing',
    `insert into public.usage_totals (business_id, customer_id, meter, service, events, units, amount) values ('$business', '$other', 'service:x', 'x', 1, 1, 1)`,
    ['usage_total'],
  ],
  [
    'the amount of a day',
    `update public.usage_days set amount = amount + 1 where ${ofTotal} and day = '2026-03-01'`,
    ['usage_day'],
  ],
  [
    'a day taken away',
    `delete from public.usage_days where ${ofTotal} and day = '2026-03-01'`,
    ['usage_day'],
  ],
  [
    'what a day is of',
    `update public.usage_days set service = 'tokens' where ${ofTotal} and day = '2026-03-01'`,
    ['usage_meter'],
  ],
  [
    'the amount of a charge',
    `${charge} amount = amount + 1 where id = '$charge'`,
    ['billing_run', 'charge_amount', 'usage_billed', 'usage_entry'],
  ],
  [
    'the units of a charge',
    `${charge} units = units + 1 where id = '$charge'`,
    ['charge_events', 'usage_billed'],
  ],
  [
    'the events of a charge',
    `${charge} events = events + 1 where id = '$charge'`,
    ['charge_events', 'usage_billed'],
  ],
  [
    'where the events of a charge begin',
    `${charge} after_event_id = gen_random_uuid() where id = '$charge'`,
    ['charge_range'],
  ],
  [
    'where the events of a charge end',
    `${charge} up_to_event_id = after_event_id where id = '$charge'`,
    ['charge_amount', 'charge_events', 'charge_range'],
  ],
  ['what a charge is of', `${charge} service = 'tokens' where id = '$charge'`, ['usage_meter']],
  [
    'a charge moved to another customer',
    `${charge} customer_id = '$other' where id = '$charge'`,
    ['charge_amount', 'charge_events', 'charge_range', 'usage_billed', 'usage_entry'],
  ],
  [
    'a charge moved to another run',
    `${charge} billing_run_id = '$run' where id = '$charge'`,
    ['billing_run'],
  ],
  [
    'a charge moved to a run that there is none of',
    `${charge} billing_run_id = gen_random_uuid() where id = '$charge'`,
    ['billing_run'],
  ],
  [
    'the time of a charge',
    `${charge} charged_at = charged_at + interval '1 hour' where id = '$charge'`,
    ['usage_entry'],
  ],
  ['the entry of a charge', `${charge} version = version + 1 where id = '$charge'`, ['usage_entry']],
  ['the wallet of a charge', `${charge} wallet_id = gen_random_uuid() where id = '$charge'`, ['usage_entry']],
  [
    'a charge taken away',
    `delete from public.usage_charges where id = '$charge'`,
    ['billing_run', 'charge_amount', 'charge_events', 'charge_range', 'usage_billed', 'usage_entry'],
  ],
  [
    'a charge that came to nothing taken away',
    `delete from public.usage_charges where id = '$freeCharge'`,
    ['billing_run', 'usage_billed'],
  ],
  [
    'an entry for usage that no charge made',
    `select private.post_entry('$business', '$wallet', -5, 'usage', 'revenue:usage', 'test', null, now())`,
    ['usage_entry'],
  ],
  ['the charges of a run', `${run} charges = charges + 1 where id = '$run'`, ['billing_run']],
  ['the total of a run', `${run} total_billed = total_billed + 1 where id = '$run'`, ['billing_run']],
  ['the events of a run', `${run} events = events + 1 where id = '$run'`, ['events_collected']],
  [
    'a run taken away',
    `delete from public.billing_runs where id = '$run'`,
    ['billing_run', 'events_collected'],
  ],
  [
    'how far usage is billed',
    `update private.usage_schedules set collected_up_to = '$event' where business_id = '$business'`,
    ['events_collected', 'usage_day', 'usage_total'],
  ],
  [
    'the line drawn back',
    `update private.usage_schedules set line = '$event' where business_id = '$business'`,
    ['usage_line'],
  ],
];
