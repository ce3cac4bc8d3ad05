// Each account has its own usual, on whichever device it is asked for. By
// default, memories belong to the device.
litexa.overridableFunctions.generateDBKey = (identity) => identity.userId;
