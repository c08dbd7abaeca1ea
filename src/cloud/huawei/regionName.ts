/**
 * The region that a name stands for. The default project of a region bears its id, sub-projects are named
 * `<region>_<name>` (IAM page iam_06_0004), and either may stand where a region is to be named.
 */
export function homeRegion(name: string): string {
  return name.split('_', 1)[0] ?? name;
}
