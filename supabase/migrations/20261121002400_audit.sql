-- The audit: who changed a setting, a member, an invitation, a key, the terms of a customer, or a price.
--
-- Written by triggers in the transaction of the change, so that there is neither a change without its row nor a row
-- without its change, and what an operator edits in Studio is there too. None stands on a column that a movement, a
-- run, a sale or a session writes: those are in the ledger.

create table public.audit_events (
  business_id uuid not null,
  id uuid not null default private.uuid_v7(),
  actor text not null,
  actor_name text,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  subject_name text,
  changes jsonb not null,
  request_id text,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (business_id, id)
);
comment on table public.audit_events is
  'Every change of what a business may set and of who may do what, for ever. Rows are only added, by triggers of the tables that are changed. No foreign key: a row outlives what it is about.';
comment on column public.audit_events.actor is
  'Who changed it, named as in the ledger: user:<id>, api_key:<id> or customer:<id>; database:<role> for whoever edited the row itself, in Studio or psql.';
comment on column public.audit_events.actor_name is 'The email address of the user, or the name of the key or customer, at that time.';
comment on column public.audit_events.action is 'What was changed and how, such as api_key.revoked.';
comment on column public.audit_events.subject_name is 'What it was called at that time.';
comment on column public.audit_events.changes is
  'A list of {field, before, after}; amounts as text in the currency of the business, or in credits. Of a secret only that it changed.';
comment on column public.audit_events.recorded_at is 'When it was written, in real time.';
create index audit_events_subject_idx on public.audit_events (business_id, subject_type, subject_id, id);
create index audit_events_actor_idx on public.audit_events (business_id, actor, id);

alter table public.audit_events enable row level security;
create policy "Members and keys read the audit of their businesses" on public.audit_events
  for select to anon, authenticated
  using (business_id in (select private.my_business_ids('audit:read')));
grant select on public.audit_events to anon, authenticated, service_role;

create trigger audit_events_before_change_refuse
  before update or delete on public.audit_events
  for each row execute function private.refuse_change();
create trigger audit_events_before_truncate_refuse
  before truncate on public.audit_events
  for each statement execute function private.refuse_change();

-- Who -----------------------------------------------------------------------------------------------

create function private.audit_actor(business_id uuid, out actor text, out actor_name text)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_api_key text := private.header('x-api-key');
  -- Who signs up is nobody yet while Auth makes them: private.on_user_created says who.
  v_user_id uuid := coalesce(nullif(current_setting('drawdown.new_user_id', true), '')::uuid, auth.uid());
begin
  if v_api_key is not null then
    select 'api_key:' || k.id, k.name into audit_actor.actor, audit_actor.actor_name
    from private.find_api_key(v_api_key) as k
    where k.business_id = audit_actor.business_id;
  elsif v_user_id is not null then
    select 'customer:' || c.id, c.name into audit_actor.actor, audit_actor.actor_name
    from public.customers as c
    where c.business_id = audit_actor.business_id and c.user_id = v_user_id
      and not exists (
        select from public.memberships as m where m.business_id = c.business_id and m.user_id = v_user_id
      );
    if not found then
      audit_actor.actor := 'user:' || v_user_id;
      audit_actor.actor_name := (select u.email from auth.users as u where u.id = v_user_id);
    end if;
  end if;
  if audit_actor.actor is null then
    audit_actor.actor := 'database:' || coalesce(nullif(current_setting('role', true), 'none'), session_user);
  end if;
end;
$$;
comment on function private.audit_actor(uuid) is
  'Who changes something right now: the caller of the request as the ledger names them, or without a request the role in the database.';

create function private.write_audit(
  business_id uuid, action text, subject_type text, subject_id uuid, subject_name text, changes jsonb, actor text default null
)
returns void
language plpgsql
volatile
security definer
set search_path = ''
as $$
begin
  insert into public.audit_events (
    business_id, actor, actor_name, action, subject_type, subject_id, subject_name, changes, request_id
  )
  select
    write_audit.business_id, coalesce(write_audit.actor, a.actor), case when write_audit.actor is null then a.actor_name end,
    write_audit.subject_type || '.' || write_audit.action,
    write_audit.subject_type, write_audit.subject_id, write_audit.subject_name, write_audit.changes,
    left(private.header('x-request-id'), 200)
  from private.audit_actor(write_audit.business_id) as a;
  perform private.notify_change(write_audit.business_id, 'audit');
end;
$$;
comment on function private.write_audit(uuid, text, text, uuid, text, jsonb, text) is
  'Adds a row to the audit, by whoever is at work in this transaction unless another actor is named, and tells open pages.';

create function private.audit_field(changes jsonb, field text, was jsonb, becomes jsonb)
returns jsonb
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
  if nullif(audit_field.was, 'null'::jsonb) is not distinct from nullif(audit_field.becomes, 'null'::jsonb) then
    return audit_field.changes;
  end if;
  return audit_field.changes || jsonb_build_array(
    jsonb_build_object('field', audit_field.field, 'before', audit_field.was, 'after', audit_field.becomes));
end;
$$;
comment on function private.audit_field(jsonb, text, jsonb, jsonb) is 'The list of changes with one more, where there is a difference.';

-- What ----------------------------------------------------------------------------------------------

create function private.audit_row()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) else '{}' end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) else '{}' end;
  v_row jsonb := case when tg_op <> 'DELETE' then v_new else v_old end;
  -- The subject, the column of its id, the column of its name; then the columns, amount and credits with their unit.
  v_subject_type text := tg_argv[0];
  v_business_id uuid := coalesce(v_row ->> 'business_id', v_row ->> 'id');
  v_field text;
  v_kind text;
  v_was jsonb;
  v_becomes jsonb;
  v_decimals integer;
  v_changes jsonb := '[]';
  v_action text := case tg_op when 'INSERT' then 'created' when 'DELETE' then 'deleted' else 'updated' end;
  v_name text;
  v_actor text;
begin
  for v_at in 3 .. tg_nargs - 1 loop
    v_field := split_part(tg_argv[v_at], ':', 1);
    v_kind := split_part(tg_argv[v_at], ':', 2);
    v_was := nullif(v_old -> v_field, 'null'::jsonb);
    v_becomes := nullif(v_new -> v_field, 'null'::jsonb);
    continue when v_was is not distinct from v_becomes;
    if v_kind = 'secret' then
      -- That it was replaced, and nothing of it. That a new row has one goes without saying.
      if tg_op = 'UPDATE' then
        v_changes := v_changes || jsonb_build_array(jsonb_build_object('field', v_field, 'before', null, 'after', null));
      end if;
      continue;
    elsif v_kind in ('amount', 'credits') then
      if v_kind = 'amount' and v_decimals is null then
        select b.currency_decimals into v_decimals from public.businesses as b where b.id = v_business_id;
      end if;
      v_was := to_jsonb(private.amount_text(v_was::text::numeric, case v_kind when 'credits' then 0 else v_decimals end));
      v_becomes := to_jsonb(private.amount_text(v_becomes::text::numeric, case v_kind when 'credits' then 0 else v_decimals end));
    elsif tg_op = 'UPDATE' and v_becomes is not null then
      v_action := case v_field
        when 'revoked_at' then 'revoked' when 'accepted_at' then 'accepted' when 'deleted_at' then 'deleted' else v_action
      end;
      -- Nobody does these: the deliverer gives an endpoint up.
      if v_field = 'disabled_reason' and v_becomes in ('"failing"', '"gone"') then
        v_actor := 'job:deliver_webhooks';
      end if;
    end if;
    v_changes := private.audit_field(v_changes, v_field, v_was, v_becomes);
  end loop;
  if v_changes = '[]' and tg_op = 'UPDATE' then
    return null;
  end if;

  if v_subject_type = 'member' then
    v_name := (select u.email from auth.users as u where u.id = (v_row ->> 'user_id')::uuid);
  elsif v_subject_type = 'business' then
    v_name := (select b.name from public.businesses as b where b.id = v_business_id);
  elsif v_row ->> 'customer_id' is not null then
    v_name := (
      select c.name from public.customers as c
      where c.business_id = v_business_id and c.id = (v_row ->> 'customer_id')::uuid
    );
  end if;
  perform private.write_audit(
    v_business_id, v_action, v_subject_type, (v_row ->> tg_argv[1])::uuid, coalesce(v_name, v_row ->> tg_argv[2]), v_changes,
    v_actor);
  return null;
end;
$$;
comment on function private.audit_row() is
  'Trigger: writes the audit of a row that was added, changed or removed. Its arguments are the subject, the columns of its id and its name, then the columns to keep: amount and credits say the unit, of a secret nothing is kept.';

create trigger businesses_after_change_audit
  after insert or update of name, slug, is_sandbox, currency or delete on public.businesses
  for each row execute function private.audit_row('business', 'id', 'name', 'name', 'slug', 'currency', 'is_sandbox');
-- A business is made with its settings: only what is set after that is news.
create trigger business_settings_after_change_audit
  after update on public.business_settings
  for each row execute function private.audit_row(
    'business', 'business_id', 'business_id', 'welcome_grant:credits', 'session_credits_per_minute:credits', 'overdue_days',
    'join_enabled', 'low_balance:amount', 'low_credits:credits');
create trigger memberships_after_change_audit
  after insert or update or delete on public.memberships
  for each row execute function private.audit_row('member', 'user_id', 'user_id', 'role');
create trigger invitations_after_add_audit
  after insert on public.invitations
  for each row execute function private.audit_row('invitation', 'id', 'email', 'email', 'role', 'customer_id', 'expires_at');
create trigger invitations_after_change_audit
  after update on public.invitations
  for each row execute function private.audit_row(
    'invitation', 'id', 'email', 'email', 'role', 'customer_id', 'expires_at', 'accepted_at', 'revoked_at', 'token_hash:secret');
-- Not those which nobody can use any more: private.clean_up removes them.
create trigger invitations_after_delete_audit
  after delete on public.invitations
  for each row when (old.accepted_at is not null or old.expires_at > now())
  execute function private.audit_row('invitation', 'id', 'email', 'email', 'role');
-- Not last_used_at, which requests write.
create trigger api_keys_after_change_audit
  after insert or update of name, scopes, expires_at, revoked_at, key_hash or delete on public.api_keys
  for each row execute function private.audit_row(
    'api_key', 'id', 'name', 'name', 'scopes', 'expires_at', 'revoked_at', 'key_hash:secret');
create trigger products_after_add_audit
  after insert on public.products
  for each row execute function private.audit_row(
    'product', 'id', 'name', 'price:amount', 'usage_unit_price:amount', 'status');
-- Not the stock, which sales write.
create trigger products_after_change_audit
  after update of price, usage_unit_price, status on public.products
  for each row execute function private.audit_row(
    'product', 'id', 'name', 'price:amount', 'usage_unit_price:amount', 'status');
create trigger customers_after_change_audit
  after update of status, user_id on public.customers
  for each row execute function private.audit_row('customer', 'id', 'name', 'status', 'user_id');
create trigger customers_after_delete_audit
  after delete on public.customers
  for each row execute function private.audit_row('customer', 'id', 'name', 'status');

create function private.audit_terms()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_customer record;
  v_changes jsonb := '[]';
  v_was_minimum numeric;
  v_was_hourly numeric := 0;
  v_was_postpaid boolean := false;
begin
  if tg_op = 'UPDATE' then
    v_was_minimum := old.minimum_balance;
    v_was_hourly := old.hourly_debit_amount;
    v_was_postpaid := old.minimum_balance is null;
  else
    v_was_minimum := 0;
  end if;
  select c.name, c.status, b.currency_decimals as decimals into v_customer
  from public.customers as c
  join public.businesses as b on b.id = c.business_id
  where c.business_id = new.business_id and c.id = new.customer_id;

  if tg_op = 'INSERT' then
    v_changes := private.audit_field(v_changes, 'status', null, to_jsonb(v_customer.status));
  end if;
  if new.kind = 'prepaid' then
    v_changes := private.audit_field(v_changes, 'postpaid', to_jsonb(v_was_postpaid), to_jsonb(new.minimum_balance is null));
  end if;
  if v_was_minimum is distinct from new.minimum_balance then
    v_changes := private.audit_field(
      v_changes,
      case new.kind when 'prepaid' then 'overdraft_limit' when 'receivable' then 'credit_limit' else 'credits_overdraft' end,
      to_jsonb(private.amount_text(-v_was_minimum, private.unit_decimals(new.kind, v_customer.decimals))),
      to_jsonb(private.amount_text(-new.minimum_balance, private.unit_decimals(new.kind, v_customer.decimals))));
  end if;
  if v_was_hourly <> new.hourly_debit_amount then
    v_changes := private.audit_field(
      v_changes, 'hourly_debit_amount', to_jsonb(private.amount_text(v_was_hourly, v_customer.decimals)),
      to_jsonb(private.amount_text(new.hourly_debit_amount, v_customer.decimals)));
  end if;
  -- What follows the setting of the business is told there, once.
  if tg_op = 'UPDATE' and (new.low_balance_is_own or old.low_balance_is_own) then
    v_changes := private.audit_field(
      v_changes, case new.kind when 'credits' then 'low_credits' else 'low_balance' end,
      to_jsonb(private.amount_text(old.low_balance, private.unit_decimals(new.kind, v_customer.decimals))),
      to_jsonb(private.amount_text(new.low_balance, private.unit_decimals(new.kind, v_customer.decimals))));
  end if;
  if v_changes = '[]' then
    return null;
  end if;
  perform private.write_audit(
    new.business_id, case tg_op when 'INSERT' then 'created' else 'updated' end, 'customer', new.customer_id, v_customer.name,
    v_changes);
  return null;
end;
$$;
comment on function private.audit_terms() is
  'Trigger: writes the audit of the terms of a customer, which stand on its wallets: overdraft, postpaid, credit limit, the hourly amount and thresholds of its own. Its first wallet is the customer itself, made with its terms.';

create trigger wallets_after_open_audit
  after insert on public.wallets
  for each row when (new.kind = 'prepaid')
  execute function private.audit_terms();
create trigger wallets_after_terms_audit
  after update of minimum_balance, hourly_debit_amount, low_balance, low_balance_is_own on public.wallets
  for each row when (
    old.minimum_balance is distinct from new.minimum_balance or old.hourly_debit_amount <> new.hourly_debit_amount
    or old.low_balance is distinct from new.low_balance and (old.low_balance_is_own or new.low_balance_is_own)
  )
  execute function private.audit_terms();

create function private.audit_clock()
returns trigger
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_business record;
  v_name constant text := 'drawdown.clock_from_' || replace(new.id::text, '-', '');
  v_from jsonb := coalesce(nullif(current_setting(v_name, true), '')::jsonb, to_jsonb(old.test_clock_at), 'null'::jsonb);
  v_changes jsonb;
begin
  select b.name, b.test_clock_at into v_business from public.businesses as b where b.id = new.id;
  if v_business.test_clock_at is distinct from new.test_clock_at then
    perform set_config(v_name, v_from::text, true);
    return null;
  end if;
  perform set_config(v_name, '', true);
  v_changes := private.audit_field('[]', 'test_clock_at', v_from, to_jsonb(new.test_clock_at));
  if v_changes <> '[]' then
    perform private.write_audit(new.id, 'clock_moved', 'business', new.id, v_business.name, v_changes);
  end if;
  return null;
end;
$$;
comment on function private.audit_clock() is
  'Trigger: writes the audit of a test clock that was moved, one row at the end of the transaction for all the hours on its way.';

create constraint trigger businesses_after_clock_audit
  after update of test_clock_at on public.businesses
  deferrable initially deferred
  for each row when (old.test_clock_at is distinct from new.test_clock_at)
  execute function private.audit_clock();

-- The list ------------------------------------------------------------------------------------------

create function private.list_audit_events(
  business_id uuid, actor text, subject_type text, subject_id uuid, action text, recorded_from timestamptz,
  recorded_before timestamptz, page_size integer, cursor text
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
-- One plan for all filters would read the whole audit for each of them.
set plan_cache_mode = 'force_custom_plan'
as $$
declare
  v_access private.access := private.require_access(list_audit_events.business_id, 'audit:read');
  v_limit integer := private.page_limit(list_audit_events.page_size);
  v_after uuid := private.cursor_id(list_audit_events.cursor, 1);
begin
  return (
    with page as (
      select e.id, json_build_object(
        'id', e.id, 'actor', e.actor, 'actor_name', e.actor_name, 'action', e.action,
        'subject_type', e.subject_type, 'subject_id', e.subject_id, 'subject_name', e.subject_name,
        'changes', e.changes, 'request_id', e.request_id, 'recorded_at', e.recorded_at
      ) as row
      from public.audit_events as e
      where e.business_id = v_access.business_id
        and (v_after is null or e.id < v_after)
        and (list_audit_events.actor is null or e.actor = list_audit_events.actor)
        and (list_audit_events.subject_type is null or e.subject_type = list_audit_events.subject_type)
        and (list_audit_events.subject_id is null or e.subject_id = list_audit_events.subject_id)
        and (list_audit_events.action is null or e.action = list_audit_events.action)
        and (list_audit_events.recorded_from is null or e.recorded_at >= list_audit_events.recorded_from)
        and (list_audit_events.recorded_before is null or e.recorded_at < list_audit_events.recorded_before)
      order by e.id desc
      limit v_limit + 1
    )
    select private.page_json(
      array_agg(p.row order by p.id desc), array_agg(private.encode_cursor(p.id::text) order by p.id desc), v_limit)
    from page as p
  );
end;
$$;
comment on function private.list_audit_events(uuid, text, text, uuid, text, timestamptz, timestamptz, integer, text) is
  'The audit, the newest first, by who, what, how and when.';
grant execute on function private.list_audit_events(uuid, text, text, uuid, text, timestamptz, timestamptz, integer, text) to anon, authenticated;

create function public.list_audit_events(
  business_id uuid default null, actor text default null, subject_type text default null, subject_id uuid default null,
  action text default null, recorded_from timestamptz default null, recorded_before timestamptz default null,
  page_size integer default null, cursor text default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.list_audit_events(
    list_audit_events.business_id, list_audit_events.actor, list_audit_events.subject_type, list_audit_events.subject_id,
    list_audit_events.action, list_audit_events.recorded_from, list_audit_events.recorded_before,
    list_audit_events.page_size, list_audit_events.cursor);
end;
$$;
comment on function public.list_audit_events(uuid, text, text, uuid, text, timestamptz, timestamptz, integer, text) is 'List the audit.';
grant execute on function public.list_audit_events(uuid, text, text, uuid, text, timestamptz, timestamptz, integer, text) to anon, authenticated;
