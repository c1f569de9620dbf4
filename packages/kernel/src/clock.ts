/** The present moment in milliseconds since the epoch. Code that needs the time takes a clock or a moment. */
export type Clock = () => number;
