/** What is approximate about the hours of a NAT gateway. Source: Amazon VPC pricing, "NAT gateway": regional ones are billed by zone. */
export const zonesCounted = (r: { readonly availability_mode: string }): string =>
  r.availability_mode === 'regional'
    ? 'a regional gateway is billed for every zone it is in; one is counted'
    : '';
