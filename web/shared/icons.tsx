// Our icons: strokes on a 24 by 24 grid, in the colour of the text beside them, which says the same in words.
const PATHS = {
  filling: "M3 11h18a9 9 0 0 1-6 8.5V21H9v-1.5A9 9 0 0 1 3 11zM12 11l6-8",
  covering: "M4 21V11a3 3 0 0 1 3-3h10a3 3 0 0 1 3 3v10zM4 13c2.7 3 5.3 3 8 0s5.3-3 8 0M12 8V4",
  decorating: "M12 3l2.7 5.6 6.1.8-4.5 4.2 1.1 6.1L12 16.8l-5.4 2.9 1.1-6.1-4.5-4.2 6.1-.8z",
  packing: "M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9M7.5 5.5l9 5",
  complete: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6",
  check: "M4 13l5 5L20 6",
  cross: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  warning: "M12 3L2 21h20zM12 10v5M12 18v.5",
  question: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .9-1 1.7M12 17v.5",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
  online: "M2 9a15 15 0 0 1 20 0M5.5 12.5a10 10 0 0 1 13 0M9 16a5 5 0 0 1 6 0M12 19.5v.1",
  offline: "M3 3l18 18M5.5 12.5a10 10 0 0 1 4-2.3M14 10a10 10 0 0 1 4.5 2.5M9 16a5 5 0 0 1 6 0M12 19.5v.1",
  live: "M13 2L5 14h6l-1 8 8-12h-6z",
  waiting: "M4 14v5h16v-5M12 3v11M8 10l4 4 4-4",
  review: "M4 4h16v12H9l-5 4zM12 7v4M12 13v.1",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21a8 8 0 0 1 16 0",
  "sign-out": "M10 4H5v16h5M9 12h11M16 8l4 4-4 4",
  sound: "M4 9v6h4l5 4V5L8 9zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  muted: "M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5",
  settings: "M4 6h9M18 6h2M4 12h3M12 12h8M4 18h11M19 18h1M13 4v4M7 10v4M15 16v4",
  theme: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  language: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
  camera: "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z",
  keyboard: "M2 6h20v12H2zM6 10h.1M10 10h.1M14 10h.1M18 10h.1M7 14h10",
  print: "M7 9V3h10v6M7 18H4v-9h16v9h-3M7 14h10v7H7z",
  undo: "M9 5L4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3",
  storage: "M12 21s7-6.5 7-12a7 7 0 1 0-14 0c0 5.5 7 12 7 12zM12 6.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  blocked: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6",
  changed: "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
  note: "M5 3h14v13l-5 5H5zM19 16h-5v5M9 8h6M9 12h4",
  message: "M4 5h16v11H10l-6 4zM8 9h8M8 12h5",
  back: "M14 5l-7 7 7 7",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
  calendar: "M4 6h16v15H4zM4 10h16M8 3v5M16 3v5",
  device: "M4 4h16v12H4zM12 16v4M8 20h8",
  list: "M8 6h13M8 12h13M8 18h13M3.5 6h.1M3.5 12h.1M3.5 18h.1",
  batch: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  badge: "M5 6h14v15H5zM10 6V3h4v3M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8.5 18a3.5 3.5 0 0 1 7 0",
  scan: "M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M7 8v8M10.5 8v8M13.5 8v8M17 8v8",
  cancelled: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 8.5l7 7M15.5 8.5l-7 7",
  priority: "M5 21V4h13l-3 4 3 4H5",
  sparkle: "M12 3v18M3 12h18M6 6l12 12M18 6L6 18",
  backspace: "M8 5h13v14H8l-6-7zM12 9.5l5 5M17 9.5l-5 5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
