/** Texts of the widget on the page Today. */
export const homeMessages = {
  home: {
    title: 'Cost of the month',
    open: 'Open costs',
    toDate: '{{spent}} up to {{day}}',
    ofBudget: '{{spent}} of {{amount}} up to {{day}}',
    setBudget: 'Set a budget, and be told before it is passed',
  },
};
