-- Imports: many customers or products in one request, all of them or none.
--
-- A row goes by the rules of creating one, in a subtransaction of its own; all rows are in another, and a dry run is
-- the import itself, taken back. So it can promise nothing that the import does not do.

create type private.import_outcome as (outcome text, id uuid, error json);
comment on type private.import_outcome is
  'What became of a row of an import: created with its id, duplicate or invalid with why. In a dry run the id is of what was taken back.';

-- Rows ----------------------------------------------------------------------------------------------

create function private.require_import_row(import_row jsonb, fields text[])
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_field text;
begin
  if jsonb_typeof(require_import_row.import_row) is distinct from 'object' then
    perform private.raise_invalid('', 'the row must be an object');
  end if;
  select k into v_field
  from jsonb_object_keys(require_import_row.import_row) as k
  where k <> all (require_import_row.fields)
  order by k
  limit 1;
  if found then
    perform private.raise_invalid('/' || v_field, 'is not a field of this request');
  end if;
end;
$$;
comment on function private.require_import_row(jsonb, text[]) is 'Refuses a row that is no object, or has a field of another name.';

create function private.import_text(import_row jsonb, field text)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_value text := btrim(import_text.import_row ->> import_text.field, E' \t\n\r');
begin
  if jsonb_typeof(import_text.import_row -> import_text.field) <> 'string' then
    perform private.raise_invalid('/' || import_text.field, 'must be text');
  elsif v_value = '' then
    perform private.raise_invalid('/' || import_text.field, 'must not be empty');
  end if;
  return v_value;
end;
$$;
comment on function private.import_text(jsonb, text) is 'A field of a row; null where it is not there.';

create function private.import_decimal(import_row jsonb, field text)
returns numeric
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_value text := btrim(import_decimal.import_row ->> import_decimal.field, E' \t\n\r');
begin
  -- As lib/operations/schemas.ts takes an amount.
  if jsonb_typeof(import_decimal.import_row -> import_decimal.field) not in ('string', 'number') then
    perform private.raise_invalid('/' || import_decimal.field, 'must be a decimal string or a number');
  elsif v_value like '-%' then
    perform private.raise_invalid('/' || import_decimal.field, 'must not be negative');
  elsif v_value !~ '^(0|[1-9]\d{0,14})(\.\d{1,6})?$' then
    perform private.raise_invalid(
      '/' || import_decimal.field, 'must be a decimal with at most 15 digits before and 6 after the point');
  end if;
  return v_value;
end;
$$;
comment on function private.import_decimal(jsonb, text) is 'An amount of a row, spelled as in any other request; null where it is not there.';

create function private.import_boolean(import_row jsonb, field text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if jsonb_typeof(import_boolean.import_row -> import_boolean.field) <> 'boolean' then
    perform private.raise_invalid('/' || import_boolean.field, 'must be true or false');
  end if;
  return import_boolean.import_row -> import_boolean.field;
end;
$$;
comment on function private.import_boolean(jsonb, text) is 'A choice of a row; null where it is not there.';

create function private.import_customer(access private.access, import_row jsonb)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_row jsonb := import_customer.import_row;
  v_email text;
begin
  perform private.require_import_row(v_row, array[
    'name', 'balance', 'hourly_debit_amount', 'credit_limit', 'overdraft_limit', 'postpaid', 'email', 'external_id',
    'status'
  ]);
  v_email := private.import_text(v_row, 'email');
  -- As lib/operations/schemas.ts takes an address.
  if v_email !~ '^(?!\.)(?!.*\.\.)([A-Za-z0-9_''+\-.]*)[A-Za-z0-9_+\-]@([A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$' then
    perform private.raise_invalid('/email', 'must be an email address');
  end if;
  return private.add_customer(
    import_customer.access, private.import_text(v_row, 'name'), private.import_decimal(v_row, 'balance'),
    private.import_decimal(v_row, 'hourly_debit_amount'), private.import_decimal(v_row, 'credit_limit'), v_email,
    private.import_text(v_row, 'external_id'), private.import_text(v_row, 'status'),
    private.import_decimal(v_row, 'overdraft_limit'), private.import_boolean(v_row, 'postpaid'));
end;
$$;
comment on function private.import_customer(private.access, jsonb) is 'One customer of an import, by the rules of private.add_customer.';

create function private.import_product(access private.access, import_row jsonb)
returns uuid
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_row jsonb := import_product.import_row;
  v_stock numeric;
  v_product public.products;
begin
  perform private.require_import_row(v_row, array[
    'sku', 'name', 'price', 'stock', 'usage_unit_price', 'description', 'status'
  ]);
  v_stock := private.import_decimal(v_row, 'stock');
  if v_stock <> trunc(v_stock) then
    perform private.raise_invalid('/stock', 'must be a whole number');
  end if;
  v_product := private.add_product(
    import_product.access, private.import_text(v_row, 'sku'), private.import_text(v_row, 'name'),
    private.import_decimal(v_row, 'price'), v_stock::bigint, private.import_decimal(v_row, 'usage_unit_price'),
    private.import_text(v_row, 'description'), private.import_text(v_row, 'status'));
  return v_product.id;
end;
$$;
comment on function private.import_product(private.access, jsonb) is 'One product of an import, by the rules of private.add_product.';

-- All rows ------------------------------------------------------------------------------------------

create function private.import_rows(
  access private.access, noun text, import_rows jsonb, dry_run boolean, skip_invalid boolean
)
returns private.import_outcome[]
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := import_rows.access;
  v_key text := case import_rows.noun when 'customers' then 'external_id' else 'sku' end;
  v_locked text;
  v_row jsonb;
  v_n bigint;
  v_id uuid;
  v_outcomes private.import_outcome[] := '{}';
  v_seen jsonb := '{}';
  v_bad integer := 0;
  v_name text;
  v_state text;
  v_code text;
  v_message text;
  v_detail text;
  v_errors json;
begin
  if jsonb_typeof(import_rows.import_rows) is distinct from 'array' then
    perform private.raise_invalid('/' || import_rows.noun, 'must be a list');
  elsif jsonb_array_length(import_rows.import_rows) not between 1 and 1000 then
    perform private.raise_invalid('/' || import_rows.noun, 'must have 1 to 1000 rows');
  end if;
  -- Two imports with the same names in another order would wait for each other.
  v_locked := pg_advisory_xact_lock(hashtextextended(v_access.business_id::text || 'import', 0));

  begin
    for v_row, v_n in
      select r.import_row, r.n from jsonb_array_elements(import_rows.import_rows) with ordinality as r(import_row, n) order by r.n
    loop
      begin
        if import_rows.noun = 'customers' then
          v_id := private.import_customer(v_access, v_row);
        else
          v_id := private.import_product(v_access, v_row);
        end if;
        v_outcomes := v_outcomes || row('created', v_id, null)::private.import_outcome;
        v_name := btrim(v_row ->> v_key, E' \t\n\r');
        if v_name <> '' then
          v_seen := v_seen || jsonb_build_object(v_name, v_n);
        end if;
      exception when others then
        get stacked diagnostics
          v_state = returned_sqlstate, v_code = pg_exception_hint, v_message = message_text, v_detail = pg_exception_detail;
        if v_state not like 'PT%' then
          raise;
        end if;
        v_bad := v_bad + 1;
        v_name := v_seen ->> btrim(v_row ->> v_key, E' \t\n\r');
        v_errors := v_detail::json -> 'errors';
        if v_code in ('external_id_taken', 'sku_taken') then
          v_errors := json_build_array(json_build_object(
            'pointer', '/' || v_key,
            'message', case when v_name is null then 'is taken already' else format('is that of row %s too', v_name) end));
        end if;
        v_outcomes := v_outcomes || row(
          case when v_code in ('external_id_taken', 'sku_taken') then 'duplicate' else 'invalid' end, null,
          json_build_object('code', v_code, 'detail', v_message, 'errors', coalesce(v_errors, '[]'::json))
        )::private.import_outcome;
      end;
    end loop;
    if import_rows.dry_run or v_bad > 0 and not import_rows.skip_invalid then
      -- Takes back all rows at once; what became of them is still known here.
      raise exception using errcode = 'DD001', message = 'the import is taken back';
    end if;
  exception when sqlstate 'DD001' then
    null;
  end;

  if v_bad > 0 and not import_rows.dry_run and not import_rows.skip_invalid then
    perform private.raise_problem(
      422, 'invalid_request',
      format(
        'Nothing was imported: %s of %s rows %s not good.', v_bad, cardinality(v_outcomes),
        case v_bad when 1 then 'is' else 'are' end),
      jsonb_build_object('errors', (
        select jsonb_agg(e.error order by e.n, e.i)
        from (
          select o.n, x.i, jsonb_build_object(
            'pointer', format('/%s/%s%s', import_rows.noun, o.n - 1, x.error ->> 'pointer'),
            'message', x.error ->> 'message') as error
          from unnest(v_outcomes) with ordinality as o(outcome, id, error, n)
          cross join json_array_elements(o.error -> 'errors') with ordinality as x(error, i)
          order by o.n, x.i
          -- More than a person reads; a dry run has them all.
          limit 200
        ) as e
      )));
  end if;
  return v_outcomes;
end;
$$;
comment on function private.import_rows(private.access, text, jsonb, boolean, boolean) is
  'Creates the customers or the products of an import in the order of its rows, and says what became of each. Where one is not good nothing is written and a 422 says of each row why, unless the bad ones are to be skipped; a dry run writes nothing.';

create function private.import_answer(outcomes private.import_outcome[], dry_run boolean)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return (
    select json_build_object(
      'dry_run', import_answer.dry_run,
      'created', case when import_answer.dry_run then 0 else count(*) filter (where o.outcome = 'created') end,
      'good', count(*) filter (where o.outcome = 'created'),
      'duplicates', count(*) filter (where o.outcome = 'duplicate'),
      'invalid', count(*) filter (where o.outcome = 'invalid'),
      'results', json_agg(json_build_object(
        'row', o.n,
        'outcome', case when import_answer.dry_run and o.outcome = 'created' then 'would_create' else o.outcome end,
        'id', case when not import_answer.dry_run then o.id end,
        'error', o.error
      ) order by o.n)
    )
    from unnest(import_answer.outcomes) with ordinality as o(outcome, id, error, n)
  );
end;
$$;
comment on function private.import_answer(private.import_outcome[], boolean) is 'What became of an import, as its answer shows it.';

create function private.import_all(access private.access, noun text, rows jsonb, dry_run boolean, skip_invalid boolean)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_dry_run boolean := coalesce(import_all.dry_run, false);
  v_skip_invalid boolean := coalesce(import_all.skip_invalid, false);
  v_operation text := 'import_' || import_all.noun;
  -- A dry run is never remembered: it says what would happen now.
  v_idempotency_key text := case when not v_dry_run then import_all.access.idempotency_key end;
  v_request text := case when v_idempotency_key is not null
    then row(import_all.rows::text, v_skip_invalid)::text end;
  v_first json := private.replay(import_all.access.business_id, v_idempotency_key, v_operation, v_request);
  v_outcomes private.import_outcome[];
begin
  if v_first is not null then
    return v_first;
  end if;
  v_outcomes := private.import_rows(import_all.access, import_all.noun, import_all.rows, v_dry_run, v_skip_invalid);
  if not v_dry_run then
    perform private.notify_change(import_all.access.business_id, import_all.noun);
  end if;
  return private.remember(
    import_all.access.business_id, v_idempotency_key, v_operation, v_request,
    private.import_answer(v_outcomes, v_dry_run));
end;
$$;
comment on function private.import_all(private.access, text, jsonb, boolean, boolean) is
  'An import of customers or products, answered from memory where it was sent before.';

create function private.import_customers(business_id uuid, customers jsonb, dry_run boolean, skip_invalid boolean)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return private.import_all(
    private.require_access(import_customers.business_id, 'customers:write'), 'customers', import_customers.customers,
    import_customers.dry_run, import_customers.skip_invalid);
end;
$$;
comment on function private.import_customers(uuid, jsonb, boolean, boolean) is
  'Creates up to 1,000 customers in one transaction, each with its opening balance, or says what would become of them.';
grant execute on function private.import_customers(uuid, jsonb, boolean, boolean) to anon, authenticated;

create function public.import_customers(
  business_id uuid default null, customers jsonb default null, dry_run boolean default null,
  skip_invalid boolean default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.import_customers(
    import_customers.business_id, private.json_argument(import_customers.customers), import_customers.dry_run,
    import_customers.skip_invalid);
end;
$$;
comment on function public.import_customers(uuid, jsonb, boolean, boolean) is 'Import up to 1,000 customers, all of them or none.';
grant execute on function public.import_customers(uuid, jsonb, boolean, boolean) to anon, authenticated;

create function private.import_products(business_id uuid, products jsonb, dry_run boolean, skip_invalid boolean)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  return private.import_all(
    private.require_access(import_products.business_id, 'products:write'), 'products', import_products.products,
    import_products.dry_run, import_products.skip_invalid);
end;
$$;
comment on function private.import_products(uuid, jsonb, boolean, boolean) is
  'Creates up to 1,000 products in one transaction, each with its opening stock, or says what would become of them.';
grant execute on function private.import_products(uuid, jsonb, boolean, boolean) to anon, authenticated;

create function public.import_products(
  business_id uuid default null, products jsonb default null, dry_run boolean default null,
  skip_invalid boolean default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.import_products(
    import_products.business_id, private.json_argument(import_products.products), import_products.dry_run,
    import_products.skip_invalid);
end;
$$;
comment on function public.import_products(uuid, jsonb, boolean, boolean) is 'Import up to 1,000 products, all of them or none.';
grant execute on function public.import_products(uuid, jsonb, boolean, boolean) to anon, authenticated;
