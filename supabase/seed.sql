-- Sample data: a demo user and two businesses with four months of sales, a month of usage and of sessions, and a day of
-- hourly debits behind them.
--
-- Sign in as demo@drawdown.test with the password drawdown-demo, or as customer@drawdown.test, with the same, to the
-- portal of a customer. Everything is made through the functions of
-- the product on a test clock that starts four months ago, so that the books prove. For local use only.

create function pg_temp.use_for_a_day(business_id uuid, business text)
returns void
language plpgsql
as $$
declare
  v_now timestamptz := private.clock(use_for_a_day.business_id);
  v_events jsonb;
begin
  -- More on weekdays, more from week to week, and never twice the same: by the hash of what it is for, so that the
  -- sample data of today is the sample data of today.
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'customer_id', c.id,
    'service', case when u.price is not null then u.meter end,
    'product_id', case when u.price is null then p.id end,
    'price_per_unit', u.price::text,
    'units', greatest(1, round(
      u.units / 6 * (0.4 + abs(hashtext(u.customer || u.meter || v_now::date || hour)) % 1000 / 900.0)
      * case when extract(isodow from v_now) > 5 then 0.45 else 1 end
      * (1.3 - extract(epoch from now() - v_now) / 86400 / 60),
      case when u.meter like '%minutes' then 1 else 0 end))::text,
    'occurred_at', to_char((v_now - make_interval(hours => hour, mins => abs(hashtext(u.customer || hour)) % 50))
      at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'request_id', format('%s-%s-%s-%s', left(md5(u.customer), 6), replace(u.meter, ' ', '-'), v_now::date, hour)
  )) order by hour desc, u.customer, u.meter)
  into v_events
  from sample_usage as u
  join public.customers as c on c.business_id = use_for_a_day.business_id and c.name = u.customer
  left join public.products as p on p.business_id = use_for_a_day.business_id and p.sku = u.meter
  cross join (values (1), (3), (4), (7), (9), (11)) as h(hour)
  where u.business = use_for_a_day.business;
  perform public.record_usage_batch(business_id => use_for_a_day.business_id, events => v_events);
end;
$$;

create function pg_temp.sign_up(id uuid, email text, metadata jsonb)
returns void
language plpgsql
as $$
begin
  -- The hash is bcrypt of the password above.
  insert into auth.users (
    id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new
  )
  values (
    sign_up.id, 'authenticated', 'authenticated', sign_up.email,
    '$2b$10$ut4iriVp1iIZCzgQhGOgxut3af6wPSjST/0.m14smFgPZePfWOJqq',
    now(), '{"provider": "email", "providers": ["email"]}', sign_up.metadata, now(), now(), '', '', '', ''
  );
  insert into auth.identities (id, user_id, identity_data, provider, provider_id, last_sign_in_at, created_at, updated_at)
  values (
    gen_random_uuid(), sign_up.id, jsonb_build_object('sub', sign_up.id, 'email', sign_up.email), 'email',
    sign_up.id::text, now(), now(), now()
  );
end;
$$;

create function pg_temp.run_session(business_id uuid, customer text, started_at timestamptz, minutes numeric, description text)
returns void
language plpgsql
as $$
declare
  v_customer_id uuid;
  v_user_id text;
  v_member_id text := current_setting('request.jwt.claim.sub');
begin
  select c.id, c.user_id into v_customer_id, v_user_id
  from public.customers as c where c.business_id = run_session.business_id and c.name = run_session.customer;
  -- Who can sign in does it themselves.
  perform set_config('request.jwt.claim.sub', coalesce(v_user_id, v_member_id), true);
  update public.businesses as b set test_clock_at = run_session.started_at where b.id = run_session.business_id;
  perform public.start_session(
    business_id => run_session.business_id, customer_id => v_customer_id, description => run_session.description);
  if run_session.minutes is not null then
    update public.businesses as b set test_clock_at = run_session.started_at + make_interval(secs => run_session.minutes * 60)
    where b.id = run_session.business_id;
    perform public.stop_session(business_id => run_session.business_id, customer_id => v_customer_id);
  end if;
  perform set_config('request.jwt.claim.sub', v_member_id, true);
end;
$$;

-- Supabase runs this as the owner; the functions are called as the demo user.
do $$
declare
  v_demo constant uuid := '01930000-0000-7000-8000-00000000d3e0';
  v_colleague constant uuid := '01930000-0000-7000-8000-00000000c011';
  v_cleo constant uuid := '01930000-0000-7000-8000-00000000c1e0';
  v_start constant timestamptz := date_trunc('hour', now()) - interval '26 hours' + interval '10 minutes';
  v_sample record;
  v_business_id uuid;
  v_customer_id uuid;
  v_hold_id uuid;
  v_items jsonb;
  v_orders jsonb := '{}';
  v_payments jsonb := '{}';
begin
  perform pg_temp.sign_up(v_demo, 'demo@drawdown.test', '{"business_name": "Northwind Cloud", "currency": "USD"}');
  perform pg_temp.sign_up(v_colleague, 'colleague@drawdown.test', '{"business_name": "Colleague''s own", "currency": "EUR"}');

  perform set_config('request.jwt.claim.sub', v_demo::text, true);
  perform set_config('request.jwt.claims', json_build_object('sub', v_demo, 'role', 'authenticated')::text, true);
  perform set_config('request.headers', '{"x-request-id": "sample-data"}', true);
  perform public.create_business('Harbour Coworking', 'EUR');
  insert into public.memberships (business_id, user_id, role)
  select b.id, v_colleague, 'viewer' from public.businesses as b where b.name in ('Northwind Cloud', 'Harbour Coworking');

  update public.businesses as b
  set is_sandbox = true, test_clock_at = now() - interval '121 days', created_at = now() - interval '121 days'
  where b.name in ('Northwind Cloud', 'Harbour Coworking');

  for v_sample in
    select *
    from (values
      ('Northwind Cloud', 'Ada Lovelace Labs', 'ada@lovelace.example', 480.00, 1500.00, 'active'),
      ('Northwind Cloud', 'Brightwater Analytics', 'ops@brightwater.example', 1250.00, 8000.00, 'active'),
      ('Northwind Cloud', 'Cobalt Robotics', 'billing@cobalt.example', 96.00, 5000.00, 'active'),
      ('Northwind Cloud', 'Driftwood Games', 'studio@driftwood.example', 41.50, 600.00, 'active'),
      ('Northwind Cloud', 'Ember & Oak Bakery', 'hello@emberoak.example', 18.00, 0.00, 'active'),
      ('Northwind Cloud', 'Foxglove Genomics', 'finance@foxglove.example', 3300.00, 12000.00, 'active'),
      ('Northwind Cloud', 'Granite Logistics', 'it@granite.example', 260.00, 2500.00, 'active'),
      ('Northwind Cloud', 'Halcyon Travel', 'desk@halcyon.example', 75.25, 400.00, 'active'),
      ('Northwind Cloud', 'Iris Optics', 'accounts@iris.example', 22.00, 250.00, 'active'),
      ('Northwind Cloud', 'Juniper Legal', 'office@juniper.example', 640.00, 1000.00, 'inactive'),
      ('Northwind Cloud', 'Kestrel Drones', 'team@kestrel.example', 150.00, 3000.00, 'active'),
      ('Northwind Cloud', 'Larkspur Media', 'pay@larkspur.example', 12.00, 0.00, 'active'),
      ('Harbour Coworking', 'Anchor Design', 'mail@anchor.example', 220.00, 800.00, 'active'),
      ('Harbour Coworking', 'Beacon Translations', 'mail@beacon.example', 58.40, 300.00, 'active'),
      ('Harbour Coworking', 'Capstan Software', 'mail@capstan.example', 900.00, 2000.00, 'active'),
      ('Harbour Coworking', 'Dockside Ceramics', 'mail@dockside.example', 33.00, 150.00, 'active'),
      ('Harbour Coworking', 'Ebb Podcasts', 'mail@ebb.example', 15.00, 0.00, 'active'),
      ('Harbour Coworking', 'Fathom Research', 'mail@fathom.example', 410.00, 1200.00, 'active')
    ) as s(business, name, email, balance, credit_limit, status)
  loop
    select b.id into v_business_id from public.businesses as b where b.name = v_sample.business;
    perform public.create_customer(
      business_id => v_business_id, name => v_sample.name, email => v_sample.email, balance => v_sample.balance,
      credit_limit => v_sample.credit_limit, status => v_sample.status
    );
  end loop;

  for v_sample in
    select *
    from (values
      ('Northwind Cloud', 'SRV-R2', 'Rack server R2', 2450.00, 6, null, 'Two sockets, 256 GB, three years on site'),
      ('Northwind Cloud', 'RTR-EDGE', 'Edge router', 389.00, 24, null, null),
      ('Northwind Cloud', 'CAB-2M', 'Patch cable, 2 m', 6.50, 400, null, null),
      ('Northwind Cloud', 'SSD-4T', 'Solid-state disk, 4 TB', 310.00, 3, null, null),
      ('Northwind Cloud', 'UPS-1500', 'Battery backup 1500 VA', 275.00, 0, null, 'Next delivery at the end of the month'),
      ('Northwind Cloud', 'INST-DAY', 'Installation, one day', 640.00, null, null, 'On site, travel included'),
      ('Northwind Cloud', 'SUP-HOUR', 'Support hour', 95.00, null, null, null),
      ('Northwind Cloud', 'OBJ-GB', 'Object storage, GB', 0.02, null, 0.000023, 'By usage: a gigabyte an hour'),
      ('Northwind Cloud', 'API-CALL', 'Inference, 1,000 calls', 1.20, null, 0.0012, 'By usage: a call'),
      ('Harbour Coworking', 'DESK-MONTH', 'Desk for a month', 210.00, 18, null, null),
      ('Harbour Coworking', 'ROOM-DAY', 'Meeting room, one day', 85.00, 40, null, 'Eight seats and a screen'),
      ('Harbour Coworking', 'LOCKER', 'Locker, one month', 12.00, 9, null, null),
      ('Harbour Coworking', 'COFFEE-10', 'Ten coffees', 24.00, null, null, null),
      ('Harbour Coworking', 'PRINT', 'Print page', 0.08, null, 0.08, 'By usage: a page')
    ) as s(business, sku, name, price, stock, usage_unit_price, description)
  loop
    select b.id into v_business_id from public.businesses as b where b.name = v_sample.business;
    perform public.create_product(
      business_id => v_business_id, sku => v_sample.sku, name => v_sample.name, price => v_sample.price,
      stock => v_sample.stock, usage_unit_price => v_sample.usage_unit_price, description => v_sample.description
    );
  end loop;

  -- Usage by the day: what each customer uses of what, how much of it on a quiet day. A price makes it a service.
  create temporary table sample_usage (business text, customer text, meter text, price numeric, units numeric) on commit drop;
  insert into sample_usage (business, customer, meter, price, units) values
    ('Northwind Cloud', 'Ada Lovelace Labs', 'chat tokens', 0.000002, 900000),
    ('Northwind Cloud', 'Ada Lovelace Labs', 'embeddings', 0.000001, 400000),
    ('Northwind Cloud', 'Ada Lovelace Labs', 'OBJ-GB', null, 21000),
    ('Northwind Cloud', 'Brightwater Analytics', 'API-CALL', null, 5200),
    ('Northwind Cloud', 'Brightwater Analytics', 'report exports', 0.25, 14),
    ('Northwind Cloud', 'Brightwater Analytics', 'OBJ-GB', null, 46000),
    ('Northwind Cloud', 'Cobalt Robotics', 'API-CALL', null, 420),
    ('Northwind Cloud', 'Driftwood Games', 'OBJ-GB', null, 9000),
    ('Northwind Cloud', 'Ember & Oak Bakery', 'chat tokens', 0.000002, 60000),
    ('Northwind Cloud', 'Foxglove Genomics', 'gpu minutes', 0.045, 210),
    ('Northwind Cloud', 'Foxglove Genomics', 'OBJ-GB', null, 130000),
    ('Northwind Cloud', 'Granite Logistics', 'API-CALL', null, 1300),
    ('Northwind Cloud', 'Halcyon Travel', 'chat tokens', 0.000002, 700000),
    ('Northwind Cloud', 'Juniper Legal', 'report exports', 0.25, 6),
    ('Northwind Cloud', 'Kestrel Drones', 'gpu minutes', 0.045, 60),
    ('Harbour Coworking', 'Anchor Design', 'PRINT', null, 22),
    ('Harbour Coworking', 'Beacon Translations', 'PRINT', null, 9),
    ('Harbour Coworking', 'Capstan Software', 'meeting minutes', 0.12, 55),
    ('Harbour Coworking', 'Capstan Software', 'PRINT', null, 14),
    ('Harbour Coworking', 'Fathom Research', 'meeting minutes', 0.12, 30),
    ('Harbour Coworking', 'Fathom Research', 'parcels', 0.60, 7);

  -- Four months of sales: bought on credit, paid in part, late, at once or not at all, cancelled, bounced.
  for v_sample in
    select *
    from (values
      (interval '118 days', 'Northwind Cloud', 'Cobalt Robotics', 'sell', 'cobalt', 'RTR-EDGE 4, INST-DAY 1', null, null, 'Second floor'),
      (interval '112 days', 'Harbour Coworking', 'Dockside Ceramics', 'sell', 'dockside', 'ROOM-DAY 1, COFFEE-10 1', null, null, null),
      (interval '101 days', 'Northwind Cloud', 'Cobalt Robotics', 'pay', 'cobalt', null, 600.00, 'bank_transfer', 'RE 4410'),
      (interval '96 days', 'Northwind Cloud', 'Granite Logistics', 'sell', 'granite', 'RTR-EDGE 2, CAB-2M 40', null, null, null),
      (interval '88 days', 'Northwind Cloud', 'Cobalt Robotics', 'pay', 'cobalt', null, 400.00, 'bank_transfer', 'RE 4503'),
      (interval '74 days', 'Northwind Cloud', 'Brightwater Analytics', 'sell', 'brightwater', 'SRV-R2 1, INST-DAY 1', null, null, null),
      (interval '71 days', 'Harbour Coworking', 'Fathom Research', 'sell', 'fathom', 'DESK-MONTH 3, LOCKER 2', null, null, null),
      (interval '66 days', 'Northwind Cloud', 'Cobalt Robotics', 'pay', 'cobalt', null, 350.00, 'bank_transfer', 'RE 4688'),
      (interval '60 days', 'Northwind Cloud', 'Brightwater Analytics', 'pay', 'brightwater', null, 1500.00, 'bank_transfer', 'BW-0921'),
      (interval '50 days', 'Northwind Cloud', 'Granite Logistics', 'pay', null, null, 1038.00, 'bank_transfer', 'GL 77'),
      (interval '45 days', 'Northwind Cloud', 'Driftwood Games', 'sell', 'driftwood', 'SSD-4T 1, CAB-2M 10', null, null, null),
      (interval '41 days', 'Harbour Coworking', 'Beacon Translations', 'sell', 'beacon', 'ROOM-DAY 2, COFFEE-10 2', null, null, null),
      (interval '35 days', 'Harbour Coworking', 'Fathom Research', 'pay', 'fathom', null, 300.00, 'card', null),
      (interval '33 days', 'Northwind Cloud', 'Foxglove Genomics', 'sell', 'foxglove', 'SRV-R2 2, RTR-EDGE 4, INST-DAY 2', null, null, 'Laboratory, rack 7'),
      (interval '28 days', 'Northwind Cloud', 'Foxglove Genomics', 'pay', 'foxglove', null, 2500.00, 'bank_transfer', 'FG-2026-118'),
      (interval '20 days', 'Northwind Cloud', 'Ada Lovelace Labs', 'sell', 'ada', 'RTR-EDGE 1, SUP-HOUR 3', null, null, null),
      (interval '15 days', 'Harbour Coworking', 'Capstan Software', 'sell', 'capstan', 'DESK-MONTH 4, LOCKER 4', null, null, null),
      (interval '12 days', 'Northwind Cloud', 'Kestrel Drones', 'sell', 'kestrel', 'SSD-4T 1, RTR-EDGE 2, SUP-HOUR 2', null, null, null),
      (interval '10 days', 'Northwind Cloud', 'Kestrel Drones', 'cancel', 'kestrel', 'RTR-EDGE 1', null, null, 'One came damaged'),
      (interval '9 days', 'Northwind Cloud', 'Brightwater Analytics', 'pay', 'bounced', null, 1200.00, 'bank_transfer', 'BW-0944'),
      (interval '7 days', 'Northwind Cloud', 'Brightwater Analytics', 'bounce', 'bounced', null, null, null, 'Returned by the bank'),
      (interval '6 days', 'Northwind Cloud', 'Halcyon Travel', 'sell', 'halcyon', 'SUP-HOUR 2', 190.00, 'card', null),
      (interval '5 days', 'Harbour Coworking', 'Anchor Design', 'sell', 'anchor', 'ROOM-DAY 3, COFFEE-10 1', 100.00, 'cash', null),
      (interval '4 days', 'Northwind Cloud', 'Iris Optics', 'sell', 'iris', 'CAB-2M 12', null, null, null),
      (interval '3 days', 'Harbour Coworking', 'Capstan Software', 'cancel', 'capstan', null, null, null, 'Moved out before the start'),
      (interval '2 days', 'Northwind Cloud', 'Juniper Legal', 'sell', 'juniper', 'SSD-4T 1, SUP-HOUR 1', null, 'balance', null)
    ) as s(ago, business, customer, what, name, items, amount, method, note)
    union all
    -- At noon, the usage of the day until then; and now and then money for it.
    select make_interval(days => d), u.business, u.customer, u.what, null, null, u.amount, null, u.note
    from generate_series(1, 30) as d
    cross join (values
      ('Northwind Cloud', 'Ada Lovelace Labs', 'use', 30, null, null),
      ('Harbour Coworking', 'Anchor Design', 'use', 30, null, null),
      ('Northwind Cloud', 'Ada Lovelace Labs', 'top up', 9, 100.00, 'Card payment'),
      ('Northwind Cloud', 'Brightwater Analytics', 'top up', 12, 250.00, 'Bank transfer'),
      ('Northwind Cloud', 'Granite Logistics', 'top up', 14, 40.00, 'Card payment'),
      ('Northwind Cloud', 'Foxglove Genomics', 'top up', 15, 400.00, 'Bank transfer'),
      ('Harbour Coworking', 'Capstan Software', 'top up', 11, 150.00, 'Bank transfer')
    ) as u(business, customer, what, every, amount, note)
    where u.what = 'use' or d % u.every = 0
    order by 1 desc, 4
  loop
    select b.id, c.id into v_business_id, v_customer_id
    from public.customers as c
    join public.businesses as b on b.id = c.business_id
    where b.name = v_sample.business and c.name = v_sample.customer;
    update public.businesses as b set test_clock_at = now() - v_sample.ago where b.id = v_business_id;
    select jsonb_agg(jsonb_build_object('product_id', p.id, 'quantity', split_part(i, ' ', 2)::integer)) into v_items
    from string_to_table(v_sample.items, ', ') as i
    join public.products as p on p.business_id = v_business_id and p.sku = split_part(i, ' ', 1);

    case v_sample.what
      when 'sell' then
        v_orders := v_orders || jsonb_build_object(v_sample.name, public.process_purchase(
          business_id => v_business_id, customer_id => v_customer_id, items => v_items, note => v_sample.note,
          use_balance => v_sample.method = 'balance',
          payment => case when v_sample.amount is not null then
            jsonb_build_object('amount', v_sample.amount::text, 'method', v_sample.method)
          end
        ) -> 'order' -> 'id');
      when 'pay' then
        v_payments := v_payments || jsonb_build_object(coalesce(v_sample.name, ''), public.record_payment(
          business_id => v_business_id, customer_id => v_customer_id, amount => v_sample.amount,
          order_id => (v_orders ->> v_sample.name)::uuid, method => v_sample.method, reference => v_sample.note
        ) -> 'id');
      when 'cancel' then
        perform public.cancel_order(
          business_id => v_business_id, order_id => (v_orders ->> v_sample.name)::uuid, items => v_items,
          reason => v_sample.note);
      when 'bounce' then
        perform public.reverse_payment(
          business_id => v_business_id, payment_id => (v_payments ->> v_sample.name)::uuid, reason => v_sample.note);
      when 'top up' then
        perform public.add_credit(
          business_id => v_business_id, customer_id => v_customer_id, amount => v_sample.amount,
          description => v_sample.note);
      when 'use' then
        perform pg_temp.use_for_a_day(v_business_id, v_sample.business);
        perform private.bill_business(v_business_id);
        update public.billing_runs as r
        set started_at = now() - v_sample.ago, finished_at = now() - v_sample.ago + interval '1 second'
        where r.business_id = v_business_id and r.started_at > now() - interval '1 hour';
    end case;
  end loop;

  -- One pays at the end of the month and has no limit; one may go a little below zero; one used more than it has.
  for v_sample in
    select *
    from (values
      ('Halcyon Travel', null, true, null), ('Kestrel Drones', 50.00, null, null), ('Ember & Oak Bakery', null, null, 14000000)
    ) as s(customer, overdraft, postpaid, tokens)
  loop
    select c.business_id, c.id into v_business_id, v_customer_id
    from public.customers as c where c.name = v_sample.customer;
    perform public.update_customer(
      business_id => v_business_id, customer_id => v_customer_id, overdraft_limit => v_sample.overdraft,
      postpaid => v_sample.postpaid);
    if v_sample.tokens is not null then
      perform public.record_usage(
        business_id => v_business_id, customer_id => v_customer_id, service => 'chat tokens',
        units_consumed => v_sample.tokens, price_per_unit => 0.000002);
    end if;
  end loop;

  -- A month of sessions. Cleo came by the join page, and has used up what she had more than once.
  update public.businesses as b set test_clock_at = now() - interval '29 days 10 hours' where b.name = 'Northwind Cloud';
  perform pg_temp.sign_up(v_cleo, 'customer@drawdown.test', '{"join": "northwind-cloud", "name": "Cleo Marsh"}');
  for v_sample in
    select b.id, r.*, date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - make_interval(days => d) as day,
      abs(hashtext(r.customer || d)) as dice, d
    from generate_series(29, 1, -1) as d
    cross join (values
      ('Northwind Cloud', 'Cleo Marsh', 'Drawing tablet', 70, 250, 7),
      ('Northwind Cloud', 'Ada Lovelace Labs', 'GPU workstation', 85, 1800, 9),
      ('Northwind Cloud', 'Cobalt Robotics', 'Motion capture', 40, 600, 12),
      ('Northwind Cloud', 'Foxglove Genomics', 'GPU workstation', 60, 1500, 10),
      ('Harbour Coworking', 'Anchor Design', 'Focus room', 60, 500, 9),
      ('Harbour Coworking', 'Beacon Translations', 'Phone booth', 75, 400, 10)
    ) as r(business, customer, what, share, credits, every)
    join public.businesses as b on b.name = r.business
    order by d desc, r.business, r.customer
  loop
    if v_sample.d = 29 and v_sample.customer <> 'Cleo Marsh' or v_sample.d % v_sample.every = 0 then
      update public.businesses as b set test_clock_at = v_sample.day + interval '7 hours' where b.id = v_sample.id;
      perform public.add_credits(
        business_id => v_sample.id, credits => v_sample.credits, source => 'bought', description => 'Card payment',
        customer_id => (
          select c.id from public.customers as c where c.business_id = v_sample.id and c.name = v_sample.customer));
    end if;
    if v_sample.dice % 100 < v_sample.share and exists (
      select from public.credit_balances as c
      where c.business_id = v_sample.id and c.customer_name = v_sample.customer and c.credits >= 1
    ) then
      perform pg_temp.run_session(
        v_sample.id, v_sample.customer, v_sample.day + make_interval(mins => 8 * 60 + v_sample.dice % 480),
        round(4 + v_sample.dice % 23 + v_sample.dice % 60 / 60.0, 2), v_sample.what);
    end if;
  end loop;

  -- From here on the hour counts.
  update public.businesses as b set test_clock_at = v_start where b.is_sandbox;
  update private.debit_schedules as s set next_period = date_trunc('hour', v_start) + interval '1 hour'
  where s.business_id in (select b.id from public.businesses as b where b.is_sandbox);
  for v_sample in
    select *
    from (values
      ('Ada Lovelace Labs', 3.20), ('Brightwater Analytics', 7.75), ('Cobalt Robotics', 4.10), ('Driftwood Games', 1.60),
      ('Ember & Oak Bakery', 0.45), ('Foxglove Genomics', 18.90), ('Granite Logistics', 9.80), ('Iris Optics', 1.10),
      ('Juniper Legal', 2.35), ('Kestrel Drones', 5.55), ('Larkspur Media', 2.00), ('Anchor Design', 6.00),
      ('Beacon Translations', 2.50), ('Capstan Software', 12.00), ('Dockside Ceramics', 1.25), ('Ebb Podcasts', 3.00),
      ('Fathom Research', 4.75)
    ) as s(customer, hourly)
  loop
    select c.business_id, c.id into v_business_id, v_customer_id
    from public.customers as c where c.name = v_sample.customer;
    perform public.update_customer(
      business_id => v_business_id, customer_id => v_customer_id, hourly_debit_amount => v_sample.hourly);
  end loop;

  -- A day passes, with a top-up here and there.
  for v_sample in
    select *
    from (values
      ('Northwind Cloud', interval '7 hours', 'Larkspur Media', 10.00, 'Bank transfer'),
      ('Northwind Cloud', interval '15 hours', 'Kestrel Drones', 120.00, 'Card payment'),
      ('Northwind Cloud', interval '21 hours', 'Cobalt Robotics', 50.00, 'Card payment'),
      ('Harbour Coworking', interval '9 hours', 'Ebb Podcasts', 20.00, 'Cash at the desk'),
      ('Harbour Coworking', interval '18 hours', 'Beacon Translations', 60.00, 'Bank transfer')
    ) as s(business, after, customer, amount, description)
    order by 1, 2
  loop
    select c.business_id, c.id into v_business_id, v_customer_id
    from public.customers as c
    join public.businesses as b on b.id = c.business_id
    where b.name = v_sample.business and c.name = v_sample.customer;
    perform private.advance_clock(v_business_id, v_start + v_sample.after);
    perform public.add_credit(
      business_id => v_business_id, customer_id => v_customer_id, amount => v_sample.amount,
      description => v_sample.description
    );
  end loop;

  for v_sample in select b.id from public.businesses as b where b.is_sandbox loop
    perform private.advance_clock(v_sample.id, now());
  end loop;
  -- What was used in the last minutes waits for the job.
  for v_sample in select b.id, b.name from public.businesses as b where b.is_sandbox loop
    perform pg_temp.use_for_a_day(v_sample.id, v_sample.name);
  end loop;
  -- Running as you look: one has hours, one minutes, one a few of them.
  for v_sample in
    select b.id, r.*
    from (values
      ('Northwind Cloud', 'Ada Lovelace Labs', 'GPU workstation', 17, 2400),
      ('Northwind Cloud', 'Foxglove Genomics', 'GPU workstation', 9, 600),
      ('Northwind Cloud', 'Cobalt Robotics', 'Motion capture', 3, 80),
      ('Harbour Coworking', 'Anchor Design', 'Focus room', 12, 480)
    ) as r(business, customer, what, ago, credits)
    join public.businesses as b on b.name = r.business
    order by r.ago desc
  loop
    update public.businesses as b set test_clock_at = now() - make_interval(mins => v_sample.ago + 1) where b.id = v_sample.id;
    perform public.add_credits(
      business_id => v_sample.id, credits => v_sample.credits, source => 'bought', description => 'Card payment',
      customer_id => (
        select c.id from public.customers as c where c.business_id = v_sample.id and c.name = v_sample.customer));
    perform pg_temp.run_session(
      v_sample.id, v_sample.customer, now() - make_interval(mins => v_sample.ago, secs => 3), null, v_sample.what);
  end loop;
  update public.businesses as b set test_clock_at = now() - interval '5 hours' where b.name = 'Northwind Cloud';
  perform public.add_credits(
    business_id => c.business_id, customer_id => c.id, credits => 120, source => 'given', description => 'Thank you for the review')
  from public.customers as c where c.user_id = v_cleo;
  -- What is set aside while work is in flight, and how it ended where it did.
  for v_sample in
    select b.id, c.id as customer_id, h.*
    from (values
      ('Northwind Cloud', 'Ada Lovelace Labs', 'prepaid', '40.00', 200, 3600, 'Render job 4709', '31.25'),
      ('Northwind Cloud', 'Foxglove Genomics', 'prepaid', '18.00', 150, 3600, 'Genome assembly, cancelled', 'released'),
      ('Northwind Cloud', 'Ada Lovelace Labs', 'prepaid', '12.50', 95, 900, 'Render job 4710', null),
      ('Northwind Cloud', 'Ada Lovelace Labs', 'prepaid', '25.00', 6, 172800, 'Render job 4711', null),
      ('Northwind Cloud', 'Ada Lovelace Labs', 'credits', '300', 2, 5400, 'Booked for the evening', null),
      ('Harbour Coworking', 'Anchor Design', 'prepaid', '8.00', 45, 604800, 'Deposit for the key', null)
    ) as h(business, customer, wallet, amount, ago, lasts, what, outcome)
    join public.businesses as b on b.name = h.business
    join public.customers as c on c.business_id = b.id and c.name = h.customer
    order by h.ago desc
  loop
    update public.businesses as b set test_clock_at = now() - make_interval(mins => v_sample.ago) where b.id = v_sample.id;
    v_hold_id := public.create_hold(
      business_id => v_sample.id, customer_id => v_sample.customer_id, wallet => v_sample.wallet,
      amount => v_sample.amount::numeric, expires_in => v_sample.lasts, description => v_sample.what) ->> 'id';
    update public.businesses as b set test_clock_at = b.test_clock_at + interval '9 minutes'
    where b.id = v_sample.id and v_sample.outcome is not null;
    if v_sample.outcome = 'released' then
      perform public.release_hold(business_id => v_sample.id, hold_id => v_hold_id);
    elsif v_sample.outcome is not null then
      perform public.capture_hold(
        business_id => v_sample.id, hold_id => v_hold_id, amount => v_sample.outcome::numeric);
    end if;
  end loop;
  update public.businesses as b set is_sandbox = false, test_clock_at = null where b.is_sandbox;
end;
$$;

create or replace function private.create_demo_api_key()
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_business_id uuid := (select b.id from public.businesses as b where b.name = 'Northwind Cloud');
  v_key text := private.make_secret('sk', v_business_id);
begin
  perform private.insert_api_key(
    v_business_id, 'Local development', private.all_permissions(), 'job:sample_data', null, v_key);
  return v_key;
end;
$$;
comment on function private.create_demo_api_key() is
  'Sample data only: an API key of Northwind Cloud, which the local stack prints.';
