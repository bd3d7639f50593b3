-- A purchase before it is made.

create function private.preview_purchase(
  business_id uuid, customer_id uuid, items jsonb, payment jsonb, use_balance boolean
)
returns json
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_access private.access := private.require_access(preview_purchase.business_id, 'orders:read');
  v_items private.item_list := private.read_items(preview_purchase.items);
  v_found record;
  v_paid numeric;
  v_prepaid public.wallets;
  v_receivable public.wallets;
  v_after_prepaid public.wallets;
  v_after_receivable public.wallets;
  v_missing uuid[];
  v_total numeric;
  v_lines json;
  v_problem text;
  v_shares record;
begin
  if coalesce(jsonb_typeof(preview_purchase.payment), 'null') <> 'null' then
    v_paid := (private.read_payment(v_access, preview_purchase.payment)).amount;
  end if;
  select w as prepaid, private.unbilled_usage(w.business_id, w.customer_id) as unbilled into v_found
  from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = preview_purchase.customer_id and w.kind = 'prepaid';
  if not found then
    perform private.require_customer(v_access.business_id, preview_purchase.customer_id);
    perform private.raise_invalid('/customer_id', 'is required');
  end if;
  v_prepaid := v_found.prepaid;
  select w.* into v_receivable
  from public.wallets as w
  where w.business_id = v_access.business_id and w.customer_id = preview_purchase.customer_id and w.kind = 'receivable';
  if not found then
    v_receivable.customer_id := v_prepaid.customer_id;
    v_receivable.balance := 0;
    v_receivable.minimum_balance := 0;
  end if;

  select
    array_agg(l.product_id) filter (where l.id is null),
    sum(l.price * l.quantity),
    json_agg(json_build_object(
      'product_id', l.product_id, 'sku', l.sku, 'name', l.name,
      'unit_price', private.amount_text(l.price, v_access.decimals), 'quantity', l.quantity,
      'amount', private.amount_text(l.price * l.quantity, v_access.decimals), 'available', l.stock, 'problem', l.problem
    ) order by l.product_id),
    min(l.problem)
  into v_missing, v_total, v_lines, v_problem
  from (
    select
      a.product_id, a.quantity, p.*,
      case when p.status <> 'active' then 'product_not_for_sale' when p.stock < a.quantity then 'insufficient_stock' end
        as problem
    from unnest(v_items.product_ids, v_items.quantities) as a(product_id, quantity)
    left join public.products as p on p.business_id = v_access.business_id and p.id = a.product_id
  ) as l;
  if v_missing is not null then
    perform private.raise_product_not_found(v_missing);
  elsif v_total >= 1e15 then
    perform private.raise_invalid('/items', 'must come to less than 1000000000000000');
  end if;

  v_shares := private.share_purchase(
    v_access, v_receivable, v_total, v_paid, coalesce(preview_purchase.use_balance, false));
  v_after_prepaid := v_prepaid;
  v_after_prepaid.balance := v_prepaid.balance - v_shares.from_balance + v_shares.overpaid;
  v_after_receivable := v_receivable;
  v_after_receivable.balance := v_receivable.balance - v_shares.on_credit;

  return json_build_object(
    'currency', v_access.currency,
    'outcome', case
      when v_prepaid.status = 'archived' then 'customer_archived'
      -- What is not for sale is said before what is short, as the sale itself says it.
      when v_lines::jsonb @> '[{"problem": "product_not_for_sale"}]' then 'product_not_for_sale'
      when v_problem is not null then v_problem
      when v_shares.missing > 0 then 'credit_limit_exceeded'
      else 'ok'
    end,
    'total', private.amount_text(v_total, v_access.decimals),
    'from_balance', private.amount_text(v_shares.from_balance, v_access.decimals),
    'from_payment', private.amount_text(v_shares.from_payment, v_access.decimals),
    'on_credit', private.amount_text(v_shares.on_credit, v_access.decimals),
    'overpaid', private.amount_text(v_shares.overpaid, v_access.decimals),
    'credit_missing', private.amount_text(v_shares.missing, v_access.decimals),
    'items', v_lines,
    'before', private.credit_of(v_prepaid, v_receivable, v_found.unbilled, v_access),
    'after', private.credit_of(v_after_prepaid, v_after_receivable, v_found.unbilled, v_access)
  );
end;
$$;
comment on function private.preview_purchase(uuid, uuid, jsonb, jsonb, boolean) is
  'What a purchase would come to and do to the credit, by the same sums; nothing is locked or changed. Amounts in the currency of the business.';
grant execute on function private.preview_purchase(uuid, uuid, jsonb, jsonb, boolean) to anon, authenticated;

create function public.preview_purchase(
  business_id uuid default null, customer_id uuid default null, items jsonb default null, payment jsonb default null,
  use_balance boolean default null
)
returns json
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
  return private.preview_purchase(
    preview_purchase.business_id, preview_purchase.customer_id, private.json_argument(preview_purchase.items),
    private.json_argument(preview_purchase.payment), preview_purchase.use_balance
  );
end;
$$;
comment on function public.preview_purchase(uuid, uuid, jsonb, jsonb, boolean) is 'What a purchase would do.';
grant execute on function public.preview_purchase(uuid, uuid, jsonb, jsonb, boolean) to anon, authenticated;
