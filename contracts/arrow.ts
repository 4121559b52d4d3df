/** The Arrow schema of a table; each field carries its comment. Used when schemas are generated, never at run time. */
import {
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  Map_,
  Schema,
  Struct,
  TimestampMicrosecond,
  Uint8,
  Uint16,
  Utf8,
} from 'apache-arrow';
import type { Column, Scalar, Table } from './table.ts';

const SCALARS: Readonly<Record<Scalar, () => DataType>> = {
  text: () => new Utf8(),
  bool: () => new Bool(),
  uint8: () => new Uint8(),
  uint16: () => new Uint16(),
  int32: () => new Int32(),
  int64: () => new Int64(),
  double: () => new Float64(),
  money: () => new Decimal(6, 18, 128),
  amount: () => new Decimal(12, 38, 128),
  timestamp: () => new TimestampMicrosecond('UTC'),
  date: () => new DateDay(),
};

function typeOf(c: Column): DataType {
  switch (c.type) {
    case 'list':
      return new List(fieldOf('element', c.item));
    case 'map':
      return new Map_(
        new Field(
          'key_value',
          new Struct([new Field('key', new Utf8(), false), new Field('value', typeOf(c.value), true)]),
          false,
        ) as never,
      );
    case 'struct':
      return new Struct(Object.entries(c.fields).map(([name, f]) => fieldOf(name, f)));
    default:
      return SCALARS[c.type]();
  }
}

const fieldOf = (name: string, c: Column): Field =>
  new Field(name, typeOf(c), true, new Map([['comment', c.comment]]));

export const toArrow = (t: Table): Schema =>
  new Schema(
    Object.entries(t.columns).map(([name, c]) => fieldOf(name, c)),
    new Map([['comment', t.comment]]),
  );
