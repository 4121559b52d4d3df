/** The least of some confidences, each 0 to 100. */
export const least = (...confidences: readonly number[]): number => Math.min(100, ...confidences);
