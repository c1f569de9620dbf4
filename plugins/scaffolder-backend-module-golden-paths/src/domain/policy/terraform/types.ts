import {
  Resource,
  RuleId,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { isProduction } from '../../environments';

/** Resources that are judged together: those of a plan, or those that a repository writes. */
export interface Estate {
  resources: readonly Resource[];
  /** Whether something may stand elsewhere: then nothing is missed. */
  partial: boolean;
}

/** A resource that breaks a rule. */
export interface Broken {
  rule: RuleId;
  resource: Resource;
  /** The attribute or block that is wrong. */
  attribute?: string;
  /** What exactly, without a sentence. */
  detail?: string;
}

/** Looks for what rules on Terraform forbid. */
export type TerraformCheck = (estate: Estate) => Broken[];

/** Whether rules of production hold: what a module makes may stand there too. */
export const mayBeProduction = ({ environment }: Resource): boolean =>
  environment === undefined || isProduction(environment);
