import bsi from './frameworks/bsi-c5.json' with { type: 'json' };
import cis from './frameworks/cis-controls-8.1.json' with { type: 'json' };
import cmmc from './frameworks/cmmc-2.0.json' with { type: 'json' };
import csa from './frameworks/csa-ccm-4.0.json' with { type: 'json' };
import dora from './frameworks/dora.json' with { type: 'json' };
import fisc from './frameworks/fisc.json' with { type: 'json' };
import gbt39786 from './frameworks/gbt-39786-2021.json' with { type: 'json' };
import gdpr from './frameworks/gdpr.json' with { type: 'json' };
import hipaa from './frameworks/hipaa.json' with { type: 'json' };
import iso from './frameworks/iso-27001-2022.json' with { type: 'json' };
import mas from './frameworks/mas-trm-2021.json' with { type: 'json' };
import mlps from './frameworks/mlps-2.0-l3.json' with { type: 'json' };
import nist171 from './frameworks/nist-800-171-r3.json' with { type: 'json' };
import nist53 from './frameworks/nist-800-53-r5.json' with { type: 'json' };
import csf from './frameworks/nist-csf-2.0.json' with { type: 'json' };
import pci from './frameworks/pci-dss-4.0.1.json' with { type: 'json' };
import soc2 from './frameworks/soc-2.json' with { type: 'json' };

/** The controls that ask for encrypted backups, as data: ids and sentences of our own, never a standard's text. */

/** How plainly a control asks: for encrypted backups by name, for data at rest (which backups are), or not itself. */
export type Strength = 'asks' | 'includes' | 'supports';

export interface Control {
  readonly id: string;
  /** What it asks for, in our words. */
  readonly sentence: string;
  readonly strength: Strength;
}

export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly url: string;
  readonly controls: readonly Control[];
}

/** What is known of where a control stands. */
interface Source {
  readonly source: string;
  /** Whether its id and what it asks for were read somewhere; otherwise it is in no report. */
  readonly verified: boolean;
}

type KnownFramework = Omit<Framework, 'controls'> & { readonly controls: readonly (Control & Source)[] };

/** All of them, also what nobody has checked. */
export const KNOWN_FRAMEWORKS = [
  ...[nist53, nist171, csf, cmmc, cis, iso, pci, soc2, hipaa],
  ...[gdpr, dora, csa, bsi, mlps, gbt39786, mas, fisc],
] as readonly KnownFramework[];

/** What a report prints. */
export const FRAMEWORKS: readonly Framework[] = KNOWN_FRAMEWORKS.map((framework) => ({
  ...framework,
  controls: framework.controls
    .filter(({ verified }) => verified)
    .map(({ id, sentence, strength }) => ({ id, sentence, strength })),
})).filter(({ controls }) => controls.length > 0);
