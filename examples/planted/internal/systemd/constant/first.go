package constant

// The first descriptor: SD_LISTEN_FDS_START of sd-daemon.h.
// decoy: socket-activation/cargo-cult-fds-start
const listenFdsStart = 3

// Name is what messages say.
func Name() string { return "SD_LISTEN_FDS_START" }
