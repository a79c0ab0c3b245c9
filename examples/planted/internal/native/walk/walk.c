#include <dirent.h>
#include <errno.h>
#include "_cgo_export.h"

int walk_tree(const char *root) {
	DIR *dir = opendir(root);
	int saved = errno;
	if (!dir) {
		goEntry((char *)root);
		return -saved;
	}
	return 0;
}
