import { createProduct, getProduct, listProducts, listStockMovements } from '@/lib/operations/products';
import { importProducts } from '@/lib/operations/imports';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;

beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  business = await world.makeBusiness();
});
afterAll(() => world.close());

const productsIn = async () => (await business.owner.run(listProducts, { sort: 'sku' })).data;

describe('an import of products', () => {
  test('creates each as creating it alone would, with its opening stock as the first movement', async () => {
    const { results } = await business.owner.run(importProducts, {
      products: [
        {
          sku: 'DESK',
          name: 'Desk',
          price: '349',
          stock: '12',
          usage_unit_price: '0.000002',
          description: 'Oak',
        },
        { sku: 'HELP', name: 'Help', price: 80.5 },
      ],
    });
    const alone = await world.makeBusiness();
    const twin = await alone.owner.run(createProduct, {
      sku: 'DESK',
      name: 'Desk',
      price: '349',
      stock: 12,
      usage_unit_price: '0.000002',
      description: 'Oak',
    });
    const desk = await business.owner.run(getProduct, { product_id: results[0]?.id });
    expect({ ...desk, id: 0, business_id: 0, created_at: 0, updated_at: 0 }).toEqual({
      ...twin,
      id: 0,
      business_id: 0,
      created_at: 0,
      updated_at: 0,
    });
    const { data } = await business.owner.run(listStockMovements, { product_id: desk.id });
    expect(data).toMatchObject([{ version: 1, kind: 'opening', quantity: 12 }]);
    expect(await productsIn()).toMatchObject([{ sku: 'DESK' }, { sku: 'HELP', price: '80.50', stock: null }]);
  });

  test('tells a sku that is taken from one that is in the import twice, and writes nothing', async () => {
    await business.owner.run(createProduct, { sku: 'DESK', name: 'Desk', price: '1' });
    const products = [
      { sku: 'LAMP', name: 'Lamp', price: '1' },
      { sku: 'DESK', name: 'Desk', price: '1' },
      { sku: 'LAMP', name: 'Lamp', price: '1' },
    ];
    expect(await business.owner.refusal(importProducts, { products })).toMatchObject({
      sqlstate: 'PT422',
      detail: {
        errors: [
          { pointer: '/products/1/sku', message: 'is taken already' },
          { pointer: '/products/2/sku', message: 'is that of row 1 too' },
        ],
      },
    });
    expect(await productsIn()).toMatchObject([{ sku: 'DESK' }]);
  });

  test.each([
    [{ sku: 'A', name: 'A' }, '/products/0/price', 'is required'],
    [{ name: 'A', price: '1' }, '/products/0/sku', 'must not be empty'],
    [{ sku: 'A', name: 'A', price: '1', stock: '1.5' }, '/products/0/stock', 'must be a whole number'],
    [
      { sku: 'A', name: 'A', price: '1', stock: '1000000001' },
      '/products/0/stock',
      'must be from 0 to 1000000000',
    ],
    [
      { sku: 'A', name: 'A', price: '100000000000' },
      '/products/0/price',
      'must have at most 11 digits before the point',
    ],
  ])('refuses the row %j', async (row, pointer, message) => {
    expect((await business.owner.refusal(importProducts, { products: [row] })).detail['errors']).toEqual([
      { pointer, message },
    ]);
  });
});
