export type Theme = 'dark' | 'light' | 'hc';

const themeNames: Record<Theme, string> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  hc: 'Default High Contrast',
};

/** User settings that keep the workbench from showing, fetching or reporting anything by itself. */
export function quietSettings(theme: Theme): Record<string, unknown> {
  return {
    'workbench.colorTheme': themeNames[theme],
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.settings.enableNaturalLanguageSearch': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'telemetry.feedback.enabled': false,
    'update.mode': 'none',
    'update.showReleaseNotes': false,
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    'npm.fetchOnlinePackageInfo': false,
    'json.schemaDownload.enable': false,
    'typescript.disableAutomaticTypeAcquisition': true,
    'remote.autoForwardPorts': false,
    'files.hotExit': 'off',
    'window.confirmBeforeClose': 'never',
  };
}
