/** Which wallet's entries the ledger of a customer shows. A ledger is of one wallet: its versions and hashes run on. */
export const walletFilter = {
  name: 'wallet',
  label: 'Wallet',
  none: 'prepaid',
  options: [
    { value: 'prepaid', label: 'Prepaid balance' },
    { value: 'receivable', label: 'Owed on orders' },
    { value: 'credits', label: 'Credits' },
  ],
};
