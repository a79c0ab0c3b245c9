// Package version says what was built.
package version

// Version of the service.
const Version = "0.0.0"

// BuildDate and Revision are set when a release is built.
var BuildDate, Revision string
