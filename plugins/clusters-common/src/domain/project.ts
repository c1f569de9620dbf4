/**
 * From raw Kubernetes JSON to facts. The input is not trusted: every field may be missing, of a wrong type
 * or absurdly long. No function here throws; a thing without a valid name gives undefined.
 */
export { projectNode } from './projectNode';
export { projectPod } from './projectPod';
export {
  projectEvent,
  projectHpa,
  projectLease,
  projectNodeMetrics,
} from './projectOthers';
export {
  projectBudget,
  projectKarpenter,
  projectVpa,
} from './workloads/projectBounds';
export { projectWorkload } from './workloads/projectWorkload';
export { projectAutoscalerStatus } from './workloads/projectAutoscaler';
