-- Foundation: who may do nothing until told otherwise, the units of money, and how an error is raised.
--
-- `public` holds the doors: tables to read under row level security, and one thin function for each
-- operation. `private` holds the rules. No client role can write a table: writes are functions only.

create schema if not exists private;
comment on schema private is
  'The rules of money and access. Clients reach them only through the functions of schema public.';

revoke all on schema private from public;
grant usage on schema private to anon, authenticated, service_role;

-- Everything below is granted one by one, so the defaults hand out nothing.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke execute on functions from anon, authenticated, service_role;
alter default privileges in schema private revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema private revoke execute on functions from anon, authenticated, service_role;

-- A caller waits this long for a row that another transaction holds, and no longer.
alter role anon set lock_timeout = '5s';
alter role authenticated set lock_timeout = '5s';

-- Units ---------------------------------------------------------------------------------------------

create domain public.amount as numeric(24, 6)
  check (value <> 'NaN'::numeric);
comment on domain public.amount is
  'An amount of money or credits, exact to 6 decimals so that a unit price of 0.000002 is exact.';

create table private.currencies (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  decimals smallint not null check (decimals between 0 and 4)
);
alter table private.currencies enable row level security;
grant select on private.currencies to service_role;
comment on table private.currencies is 'ISO 4217 currencies a business can keep its books in.';
comment on column private.currencies.decimals is
  'Decimals of the currency: an amount that a person enters has no more.';

insert into private.currencies (code, decimals) values
  ('AED', 2), ('ARS', 2), ('AUD', 2), ('BDT', 2), ('BGN', 2), ('BHD', 3), ('BRL', 2), ('CAD', 2), ('CHF', 2),
  ('CLP', 0), ('CNY', 2), ('COP', 2), ('CZK', 2), ('DKK', 2), ('EGP', 2), ('EUR', 2), ('GBP', 2), ('GHS', 2),
  ('HKD', 2), ('HUF', 2), ('IDR', 2), ('ILS', 2), ('INR', 2), ('ISK', 0), ('JOD', 3), ('JPY', 0), ('KES', 2),
  ('KRW', 0), ('KWD', 3), ('LKR', 2), ('MAD', 2), ('MXN', 2), ('MYR', 2), ('NGN', 2), ('NOK', 2), ('NZD', 2),
  ('OMR', 3), ('PEN', 2), ('PHP', 2), ('PKR', 2), ('PLN', 2), ('QAR', 2), ('RON', 2), ('RSD', 2), ('SAR', 2),
  ('SEK', 2), ('SGD', 2), ('THB', 2), ('TND', 3), ('TRY', 2), ('TWD', 2), ('TZS', 2), ('UAH', 2), ('UGX', 0),
  ('USD', 2), ('UYU', 2), ('VND', 0), ('XAF', 0), ('XOF', 0), ('ZAR', 2);

create function private.amount_text(amount numeric, decimals integer)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return (
    case
      when scale(trim_scale(amount_text.amount)) > amount_text.decimals then trim_scale(amount_text.amount)
      else round(amount_text.amount, amount_text.decimals)
    end
  )::text;
end;
$$;
comment on function private.amount_text(numeric, integer) is
  'An amount as it leaves the database: at least the decimals of the currency, more only where they are not zero.';
grant execute on function private.amount_text(numeric, integer) to anon, authenticated, service_role;

create function private.hour_of(moment timestamptz)
returns timestamptz
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return date_trunc('hour', hour_of.moment at time zone 'UTC') at time zone 'UTC';
end;
$$;
comment on function private.hour_of(timestamptz) is 'The start of the UTC hour a moment lies in.';
grant execute on function private.hour_of(timestamptz) to anon, authenticated;

create function private.uuid_v7(micros bigint default null)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_micros bigint := coalesce(uuid_v7.micros, (date_part('epoch', clock_timestamp()) * 1000000)::bigint);
begin
  -- 48 bits of milliseconds, the version, and in the 12 bits after it the rest of the millisecond, so that rows
  -- made in one are in order too; then what is random.
  return (
    lpad(to_hex((v_micros / 1000 << 16) + 28672 + v_micros % 1000 * 4096 / 1000), 16, '0')
    || substr(gen_random_uuid()::text, 20)
  )::uuid;
end;
$$;
comment on function private.uuid_v7(bigint) is
  'A time-ordered id (RFC 9562, version 7), so that what grows is written at the end of its index; of now, or of a moment in microseconds since 1970.';

create function private.uuid_v7_micros(id uuid)
returns bigint
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_head bigint := ('x' || substr(replace(uuid_v7_micros.id::text, '-', ''), 1, 16))::bit(64)::bigint;
begin
  return (v_head >> 16 & 281474976710655) * 1000 + ((v_head & 4095) * 1000 + 4095) / 4096;
end;
$$;
comment on function private.uuid_v7_micros(uuid) is
  'The moment in an id of private.uuid_v7, in microseconds since 1970; ids of a later one sort after it.';

create function private.random_secret()
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return translate(
    encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'),
    '+/=', '-_'
  );
end;
$$;
comment on function private.random_secret() is
  '244 random bits as URL-safe text, for API keys and invitation links. Only its hash is ever stored.';

-- Errors --------------------------------------------------------------------------------------------

create function private.raise_problem(status integer, code text, message text, detail jsonb default '{}'::jsonb)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  raise exception using
    errcode = 'PT' || raise_problem.status,
    message = raise_problem.message,
    hint = raise_problem.code,
    detail = raise_problem.detail::text;
end;
$$;
comment on function private.raise_problem(integer, text, text, jsonb) is
  'The one way an expected error is raised. The SQLSTATE is PT and the HTTP status, as PostgREST reads it; the message is for a person, the hint is the stable code of lib/errors/codes.ts, the detail has the numbers.';
grant execute on function private.raise_problem(integer, text, text, jsonb) to anon, authenticated, service_role;

create function private.raise_invalid(pointer text, message text)
returns void
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  perform private.raise_problem(
    422, 'invalid_request',
    ltrim(format('%s %s.', ltrim(raise_invalid.pointer, '/'), raise_invalid.message)),
    jsonb_build_object('errors', jsonb_build_array(
      jsonb_build_object('pointer', raise_invalid.pointer, 'message', raise_invalid.message)
    ))
  );
end;
$$;
comment on function private.raise_invalid(text, text) is
  'Refuses one field of a request; the pointer is a JSON Pointer to it.';
grant execute on function private.raise_invalid(text, text) to anon, authenticated, service_role;

create function private.require_amount(amount numeric, decimals integer, pointer text, above_zero boolean default false)
returns public.amount
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if require_amount.amount is null then
    perform private.raise_invalid(require_amount.pointer, 'is required');
  elsif require_amount.amount = 'NaN' or abs(require_amount.amount) >= 1e15 then
    perform private.raise_invalid(require_amount.pointer, 'must have at most 15 digits before the point');
  elsif require_amount.amount < 0 then
    perform private.raise_invalid(require_amount.pointer, 'must not be negative');
  elsif require_amount.above_zero and require_amount.amount = 0 then
    perform private.raise_invalid(require_amount.pointer, 'must be more than zero');
  elsif scale(trim_scale(require_amount.amount)) > require_amount.decimals then
    perform private.raise_invalid(
      require_amount.pointer,
      case require_amount.decimals
        when 0 then 'must be a whole number'
        else format('must have at most %s decimals', require_amount.decimals)
      end
    );
  end if;
  return require_amount.amount;
end;
$$;
comment on function private.require_amount(numeric, integer, text, boolean) is
  'The amount, or a 422 that names the field: not negative, no more decimals than the currency has.';

create function private.require_text(value text, pointer text, maximum integer)
returns text
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_value text := btrim(require_text.value, E' \t\n\r');
begin
  if v_value is null or v_value = '' then
    perform private.raise_invalid(require_text.pointer, 'must not be empty');
  elsif length(v_value) > require_text.maximum then
    perform private.raise_invalid(require_text.pointer, format('must be at most %s characters', require_text.maximum));
  elsif v_value ~ '[\x01-\x1f\x7f]' then
    perform private.raise_invalid(require_text.pointer, 'must not contain control characters');
  end if;
  return v_value;
end;
$$;
comment on function private.require_text(text, text, integer) is
  'The text without the spaces around it, or a 422 that names the field.';

create function private.json_argument(argument jsonb)
returns jsonb
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if jsonb_typeof(json_argument.argument) = 'string' then
    begin
      return (json_argument.argument #>> '{}')::jsonb;
    exception when invalid_text_representation then
      -- Text that is no JSON is refused by whoever reads it.
    end;
  end if;
  return json_argument.argument;
end;
$$;
comment on function private.json_argument(jsonb) is
  'A list or an object as it was sent: Supabase Lite hands it on as the text of it.';
grant execute on function private.json_argument(jsonb) to anon, authenticated;

-- Pages ---------------------------------------------------------------------------------------------

create function private.page_limit(requested integer)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  if page_limit.requested < 1 or page_limit.requested > 200 then
    perform private.raise_invalid('/limit', 'must be from 1 to 200');
  end if;
  return coalesce(page_limit.requested, 50);
end;
$$;
comment on function private.page_limit(integer) is 'Rows a page: 50 unless the caller asks for 1 to 200.';
grant execute on function private.page_limit(integer) to anon, authenticated;

create function private.search_pattern(search text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return '%' || replace(replace(replace(nullif(btrim(search_pattern.search), ''), '\', '\\'), '%', '\%'), '_', '\_') || '%';
end;
$$;
comment on function private.search_pattern(text) is 'What was searched for as a pattern of ilike that finds it anywhere; null for nothing.';
grant execute on function private.search_pattern(text) to anon, authenticated;

create function private.encode_cursor(variadic keys text[])
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return translate(encode(convert_to(to_jsonb(encode_cursor.keys)::text, 'UTF8'), 'base64'), E'+/=\n', '-_');
end;
$$;
comment on function private.encode_cursor(text[]) is 'The sort keys of the last row of a page as opaque text.';
grant execute on function private.encode_cursor(text[]) to anon, authenticated;

create function private.decode_cursor(cursor text, keys integer)
returns text[]
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
  v_base64 text := translate(decode_cursor.cursor, '-_', '+/');
  v_keys text[];
begin
  if decode_cursor.cursor is null then
    return null;
  end if;
  begin
    v_base64 := rpad(v_base64, (ceil(length(v_base64) / 4.0) * 4)::integer, '=');
    select array_agg(element order by ordinality) into v_keys
    from jsonb_array_elements_text(convert_from(decode(v_base64, 'base64'), 'UTF8')::jsonb) with ordinality as e(element, ordinality);
  exception when others then
    v_keys := null;
  end;
  if cardinality(v_keys) is distinct from decode_cursor.keys or array_position(v_keys, null) is not null then
    perform private.raise_invalid('/cursor', 'is not a cursor of this list');
  end if;
  return v_keys;
end;
$$;
comment on function private.decode_cursor(text, integer) is
  'The sort keys in a cursor, or a 422 where it is not one of this list.';
grant execute on function private.decode_cursor(text, integer) to anon, authenticated;

create function private.cursor_id(cursor text, keys integer, ordinal integer default 1)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  -- Cast here: what a function returns is cast after its exception block has ended.
  return (private.decode_cursor(cursor_id.cursor, cursor_id.keys))[cursor_id.ordinal]::uuid;
exception when invalid_text_representation then
  perform private.raise_invalid('/cursor', 'is not a cursor of this list');
end;
$$;
comment on function private.cursor_id(text, integer, integer) is
  'One id out of a cursor that is made of ids, or a 422 where it is not one of this list.';
grant execute on function private.cursor_id(text, integer, integer) to anon, authenticated;

create function private.json_join(head json, tail json)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  return left(json_join.head::text, -1) || ', ' || substr(json_join.tail::text, 2);
end;
$$;
comment on function private.json_join(json, json) is
  'One object with the fields of two, in that order, where jsonb would sort them. Both as json_build_object writes them, and not empty.';
grant execute on function private.json_join(json, json) to anon, authenticated;

create function private.page_json(page_rows json[], cursors text[], page_size integer)
returns json
language plpgsql
immutable
security invoker
set search_path = ''
as $$
declare
  v_has_more boolean := coalesce(cardinality(page_json.page_rows), 0) > page_json.page_size;
begin
  return json_build_object(
    'data', coalesce(array_to_json(page_json.page_rows[1:page_json.page_size]), '[]'::json),
    'has_more', v_has_more,
    'next_cursor', case when v_has_more then page_json.cursors[page_json.page_size] end
  );
end;
$$;
comment on function private.page_json(json[], text[], integer) is
  'A page of rows, each with the cursor that begins after it: one row more than the page says that there is more.';
grant execute on function private.page_json(json[], text[], integer) to anon, authenticated;
