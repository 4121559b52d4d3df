/** Smaller instance types of the same family, as this region offers them. */
import type { Lookup } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';

type Type = Row<'ec2_instance_types'>;
type Instance = Pick<Row<'ec2_instances'>, 'instance_type' | 'architecture'>;
/** As many as are priced: a smaller size with more accelerators or disks can cost more, and the one below it less. */
const NEAREST = 3;

const familyOf = (type: string): string => type.slice(0, type.lastIndexOf('.'));
/** By family, made once per table. */
const families = new WeakMap<object, Map<string, Type[]>>();

function family(types: Lookup<Type>, name: string): readonly Type[] {
  const known = families.get(types.rows) ?? Map.groupBy(types.rows, (t) => familyOf(t.instance_type));
  families.set(types.rows, known);
  return known.get(name) ?? [];
}

/** The nearest ones below, largest first; empty for the smallest and for a type that is not in the table. */
export function smallerTypes(of: Instance, types: Lookup<Type>): Type[] {
  const own = types.where('instance_type', of.instance_type)[0];
  if (!own) return [];
  return family(types, familyOf(of.instance_type))
    .filter(
      (t) =>
        !t.bare_metal &&
        t.architectures.includes(of.architecture) &&
        t.vcpus <= own.vcpus &&
        t.memory_mib < own.memory_mib,
    )
    .sort((a, b) => b.memory_mib - a.memory_mib || b.vcpus - a.vcpus)
    .slice(0, NEAREST);
}
