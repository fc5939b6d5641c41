// Stands between an editor and the clangd of this very process, which reads and writes pipes instead of the editor's streams.
#pragma once

namespace ringfence::clangd {

/// From here on standard input and output of this process are clangd's end of the pipes. What is on its way to the editor when
/// the process ends is still delivered.
bool begin_session();

}  // namespace ringfence::clangd
