/** Simplified Chinese of `messages/home.ts`. */
export const home = {
  'home.title': '本月成本',
  'home.open': '打开成本',
  'home.toDate': '截至 {{day}} 已花费 {{spent}}',
  'home.ofBudget': '截至 {{day}} 已花费 {{spent}}，预算 {{amount}}',
  'home.setBudget': '设定预算，超出之前会收到通知',
};
