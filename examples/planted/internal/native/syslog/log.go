package syslog

/*
#include <stdlib.h>
#include <syslog.h>

static void write_line(int level, const char *text) {
	syslog(level, "%s", text);
}
*/
import "C"

// Level says how bad it is.
type Level int

// Write sends one line to the system's log.
func Write(level Level, text string) {
	C.write_line(C.int(level), C.CString(text)) // want "native-memory/c-memory-not-freed"
}
