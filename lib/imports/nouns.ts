/** What an import can fill, and what others call it. Nothing here is server-only: the page shows it too. */

export type ImportNoun = 'customers' | 'products';

export interface ImportField {
  name: string;
  label: string;
  kind: 'text' | 'amount' | 'choice' | 'status';
  required?: true;
  aliases: readonly string[];
}

const status: ImportField = { name: 'status', label: 'Status', kind: 'status', aliases: ['state'] };

export const importFields: Readonly<Record<ImportNoun, readonly ImportField[]>> = {
  customers: [
    {
      name: 'name',
      label: 'Name',
      kind: 'text',
      required: true,
      aliases: ['customer', 'customer name', 'full name', 'company', 'company name', 'display name'],
    },
    {
      name: 'email',
      label: 'Email',
      kind: 'text',
      aliases: ['e-mail', 'email address', 'mail', 'customer email'],
    },
    {
      name: 'external_id',
      label: 'Your id',
      kind: 'text',
      aliases: [
        'external id',
        'customer id',
        'customer number',
        'customer no',
        'account',
        'account number',
        'id',
        'reference',
      ],
    },
    {
      name: 'balance',
      label: 'Opening balance',
      kind: 'amount',
      aliases: ['opening', 'prepaid balance', 'credit', 'credits', 'amount'],
    },
    {
      name: 'hourly_debit_amount',
      label: 'Amount per hour',
      kind: 'amount',
      aliases: ['hourly', 'hourly amount', 'hourly debit', 'hourly rate', 'rate per hour', 'per hour'],
    },
    { name: 'credit_limit', label: 'Credit limit', kind: 'amount', aliases: ['credit line', 'limit'] },
    { name: 'overdraft_limit', label: 'Overdraft limit', kind: 'amount', aliases: ['overdraft'] },
    { name: 'postpaid', label: 'Postpaid', kind: 'choice', aliases: ['pays later', 'post paid'] },
    status,
  ],
  products: [
    {
      name: 'sku',
      label: 'Sku',
      kind: 'text',
      required: true,
      aliases: ['product code', 'article number', 'article', 'item number', 'code', 'product id', 'id'],
    },
    {
      name: 'name',
      label: 'Name',
      kind: 'text',
      required: true,
      aliases: ['product', 'product name', 'title', 'item'],
    },
    {
      name: 'price',
      label: 'Price',
      kind: 'amount',
      required: true,
      aliases: ['unit price', 'price per unit', 'sales price', 'amount'],
    },
    {
      name: 'stock',
      label: 'Stock',
      kind: 'amount',
      aliases: ['quantity', 'qty', 'on hand', 'inventory', 'stock quantity', 'pieces'],
    },
    {
      name: 'usage_unit_price',
      label: 'Price per unit of usage',
      kind: 'amount',
      aliases: ['usage price', 'usage unit price', 'metered price'],
    },
    { name: 'description', label: 'Description', kind: 'text', aliases: ['details', 'notes'] },
    status,
  ],
};

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The field that each column is for, by its name; null for one that nothing is known of. No field is taken twice. */
export function guessFields(noun: ImportNoun, header: readonly string[]): (string | null)[] {
  const taken = new Set<string>();
  const guessed: (string | null)[] = header.map(() => null);
  // A name of ours before one of the many that others use.
  for (const names of [
    ({ name, label }: ImportField) => [name, label],
    ({ aliases }: ImportField) => aliases,
  ]) {
    header.forEach((column, index) => {
      if (guessed[index] !== null) return;
      const field = importFields[noun].find(
        (each) => !taken.has(each.name) && names(each).some((name) => plain(name) === plain(column)),
      );
      if (field === undefined) return;
      taken.add(field.name);
      guessed[index] = field.name;
    });
  }
  return guessed;
}
