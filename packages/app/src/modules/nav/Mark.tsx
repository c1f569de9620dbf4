/** The product's mark: a woven square. `public/favicon.svg` draws the same. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      className="tlapp-mark"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
      focusable="false"
    >
      <rect width="24" height="24" rx="6" className="tlapp-mark__ground" />
      <path
        className="tlapp-mark__threads"
        d="M7.5 5v2.9M7.5 11.1V19M12 5v7.9M12 16.1V19M16.5 5v2.9M16.5 11.1V19M5 9.5h5.4M13.6 9.5H19M5 14.5h.9M9.1 14.5h5.8M18.1 14.5h.9"
      />
    </svg>
  );
}
