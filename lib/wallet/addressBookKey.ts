/** Where a browser keeps the address book. */
export const addressBookKey = 'qood.addressBook'
