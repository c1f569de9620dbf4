/** Languages that the formatters write. */
export type Locale = 'en' | 'zh';
