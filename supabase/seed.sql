-- Sample data: a demo user and two businesses with a day of hourly debits behind them.
--
-- Sign in as demo@drawdown.test with the password drawdown-demo. Everything is made through the functions of
-- the product on a test clock that starts 26 hours ago, so that the books prove. For local use only.

-- Supabase runs this as the owner; the functions are called as the demo user.
do $$
declare
  v_demo constant uuid := '01930000-0000-7000-8000-00000000d3e0';
  v_colleague constant uuid := '01930000-0000-7000-8000-00000000c011';
  v_start constant timestamptz := date_trunc('hour', now()) - interval '26 hours' + interval '10 minutes';
  v_sample record;
  v_business_id uuid;
  v_customer_id uuid;
begin
  -- The hash is bcrypt of the password above.
  insert into auth.users (
    id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at, confirmation_token, recovery_token, email_change, email_change_token_new
  )
  select
    u.id, 'authenticated', 'authenticated', u.email, '$2b$10$ut4iriVp1iIZCzgQhGOgxut3af6wPSjST/0.m14smFgPZePfWOJqq',
    now(), '{"provider": "email", "providers": ["email"]}', u.metadata::jsonb, now(), now(), '', '', '', ''
  from (values
    (v_demo, 'demo@drawdown.test', '{"business_name": "Northwind Cloud", "currency": "USD"}'),
    (v_colleague, 'colleague@drawdown.test', '{"business_name": "Colleague''s own", "currency": "EUR"}')
  ) as u(id, email, metadata);
  insert into auth.identities (id, user_id, identity_data, provider, provider_id, last_sign_in_at, created_at, updated_at)
  select gen_random_uuid(), u.id, jsonb_build_object('sub', u.id, 'email', u.email), 'email', u.id::text, now(), now(), now()
  from auth.users as u
  where u.id in (v_demo, v_colleague);

  perform set_config('request.jwt.claim.sub', v_demo::text, true);
  perform set_config('request.jwt.claims', json_build_object('sub', v_demo, 'role', 'authenticated')::text, true);
  perform set_config('request.headers', '{"x-request-id": "sample-data"}', true);
  perform public.create_business('Harbour Coworking', 'EUR');
  insert into public.memberships (business_id, user_id, role)
  select b.id, v_colleague, 'viewer' from public.businesses as b where b.name in ('Northwind Cloud', 'Harbour Coworking');

  update public.businesses as b
  set is_sandbox = true, test_clock_at = v_start, created_at = v_start
  where b.name in ('Northwind Cloud', 'Harbour Coworking');
  update private.debit_schedules as s set next_period = date_trunc('hour', v_start) + interval '1 hour'
  where s.business_id in (select b.id from public.businesses as b where b.is_sandbox);

  for v_sample in
    select *
    from (values
      ('Northwind Cloud', 'Ada Lovelace Labs', 'ada@lovelace.example', 480.00, 3.20, 'active'),
      ('Northwind Cloud', 'Brightwater Analytics', 'ops@brightwater.example', 1250.00, 7.75, 'active'),
      ('Northwind Cloud', 'Cobalt Robotics', 'billing@cobalt.example', 96.00, 4.10, 'active'),
      ('Northwind Cloud', 'Driftwood Games', 'studio@driftwood.example', 41.50, 1.60, 'active'),
      ('Northwind Cloud', 'Ember & Oak Bakery', 'hello@emberoak.example', 18.00, 0.45, 'active'),
      ('Northwind Cloud', 'Foxglove Genomics', 'finance@foxglove.example', 3300.00, 18.90, 'active'),
      ('Northwind Cloud', 'Granite Logistics', 'it@granite.example', 260.00, 9.80, 'active'),
      ('Northwind Cloud', 'Halcyon Travel', 'desk@halcyon.example', 75.25, 0.00, 'active'),
      ('Northwind Cloud', 'Iris Optics', 'accounts@iris.example', 22.00, 1.10, 'active'),
      ('Northwind Cloud', 'Juniper Legal', 'office@juniper.example', 640.00, 2.35, 'inactive'),
      ('Northwind Cloud', 'Kestrel Drones', 'team@kestrel.example', 150.00, 5.55, 'active'),
      ('Northwind Cloud', 'Larkspur Media', 'pay@larkspur.example', 12.00, 2.00, 'active'),
      ('Harbour Coworking', 'Anchor Design', 'mail@anchor.example', 220.00, 6.00, 'active'),
      ('Harbour Coworking', 'Beacon Translations', 'mail@beacon.example', 58.40, 2.50, 'active'),
      ('Harbour Coworking', 'Capstan Software', 'mail@capstan.example', 900.00, 12.00, 'active'),
      ('Harbour Coworking', 'Dockside Ceramics', 'mail@dockside.example', 33.00, 1.25, 'active'),
      ('Harbour Coworking', 'Ebb Podcasts', 'mail@ebb.example', 15.00, 3.00, 'active'),
      ('Harbour Coworking', 'Fathom Research', 'mail@fathom.example', 410.00, 4.75, 'active')
    ) as s(business, name, email, balance, hourly, status)
  loop
    select b.id into v_business_id from public.businesses as b where b.name = v_sample.business;
    perform public.create_customer(
      business_id => v_business_id, name => v_sample.name, email => v_sample.email, balance => v_sample.balance,
      hourly_debit_amount => v_sample.hourly, status => v_sample.status
    );
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
