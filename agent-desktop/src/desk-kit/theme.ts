import type { ThemeConfig } from 'antd';
import { theme as antdTheme } from 'antd';
import type { Theme } from './settings.ts';

/** One accent for what can be done now, grey for the rest. Red: an error that needs her, a lost call. Amber: over the limit. Green: talking, ready. */
const palettes = {
  light: {
    accent: '#1257c9',
    onAccent: '#ffffff',
    ground: '#ffffff',
    side: '#f6f8fa',
    float: '#ffffff',
    text: '#1b1f24',
    quiet: '#57606a',
    faint: '#6a737d',
    line: '#d5dbe1',
    soft: '#eaf1fc',
    red: '#c0262d',
    amber: '#8a5a00',
    amberSoft: '#fff5dc',
    green: '#17692f',
    greenSoft: '#e3f5e8',
    spot: '#1b1f24',
  },
  dark: {
    accent: '#79adff',
    onAccent: '#0b1017',
    ground: '#0d1117',
    side: '#131920',
    float: '#1a212b',
    text: '#e6edf3',
    quiet: '#a3aeba',
    faint: '#8d98a5',
    line: '#303a46',
    soft: '#172a45',
    red: '#ff8a85',
    amber: '#e8b04a',
    amberSoft: '#33270c',
    green: '#5fcb7f',
    greenSoft: '#11301c',
    spot: '#dce4ec',
  },
} as const satisfies Record<Theme, Record<string, string>>;

const fonts = `system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "HanaMinB", "SimSun-ExtB", sans-serif`;

export function themeOf(theme: Theme): ThemeConfig {
  const color = palettes[theme];
  return {
    algorithm: theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: color.accent,
      colorPrimaryHover: color.accent,
      colorPrimaryActive: color.accent,
      colorPrimaryText: color.accent,
      colorPrimaryBg: color.soft,
      colorLink: color.accent,
      colorLinkHover: color.accent,
      colorLinkActive: color.accent,
      colorInfo: color.accent,
      colorError: color.red,
      colorErrorText: color.red,
      colorWarning: color.amber,
      colorSuccess: color.green,
      colorText: color.text,
      colorTextSecondary: color.quiet,
      colorTextTertiary: color.quiet,
      colorTextDescription: color.quiet,
      colorTextPlaceholder: color.faint,
      colorTextHeading: color.text,
      colorTextLightSolid: color.onAccent,
      colorBgSpotlight: color.spot,
      colorBgBase: color.ground,
      colorBgContainer: color.ground,
      colorBgLayout: color.side,
      colorBgElevated: color.float,
      colorBorder: color.line,
      colorBorderSecondary: color.line,
      colorSplit: color.line,
      fontFamily: fonts,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 36,
      sizeUnit: 4,
      sizeStep: 4,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      boxShadow: 'none',
      boxShadowTertiary: 'none',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        contentFontSize: 14,
        colorPrimary: color.accent,
        primaryColor: color.onAccent,
      },
      Table: { cellFontSize: 13, cellPaddingBlock: 7, cellPaddingInline: 10, headerBg: color.side },
      Form: { verticalLabelPadding: '0 0 4px', itemMarginBottom: 16 },
    },
  };
}

/** The same palette for our own style sheets: `var(--accent)`. */
export function paint(theme: Theme): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.style.colorScheme = theme;
  for (const [name, value] of Object.entries(palettes[theme])) root.style.setProperty(`--${name}`, value);
  root.style.setProperty('--fonts', fonts);
}
