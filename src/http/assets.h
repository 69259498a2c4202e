// The web pages: files of the built front ends, read once at start and sent from memory. Nothing a client asks for ever
// becomes a path of the file system.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace medcredit::http {

/// The built front ends: portal at "/", console at "/console/".
class Assets {
 public:
  /// Reads build/web/dist or its installed copy; CLI-0001 when the folder has no index.html and console/index.html.
  static base::Result<Assets> load(const std::filesystem::path& folder);

  /// The answer to a GET or HEAD that no route of the API takes: a file; else the page that shows this address, when
  /// the client asks for HTML; else nothing (404).
  [[nodiscard]] std::optional<Response> answer(const Request& request) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  struct File {
    std::string contentType, plain, packed, etag;  ///< packed: gzip made by the build, empty without
    bool page = false;
    bool immutable = false;  ///< the name carries a digest of the content
  };
  base::Status add(const std::filesystem::path& path, std::string name);
  [[nodiscard]] const File* find(const Request& request) const;
  [[nodiscard]] static Response respond(const File& file, const Request& request);

  std::map<std::string, File, std::less<>> files_;  ///< by path of the address, "/assets/x.js"
};

/// True for a browser that goes to an address, false for programs and for requests of a page's script.
[[nodiscard]] bool wantsHtml(const Request& request);

/// Folder of the built pages: MEDCREDIT_WEB, beside the installed program, or in the build tree; empty when none is
/// there (the API is served all the same).
[[nodiscard]] std::filesystem::path findWebFolder();

}  // namespace medcredit::http
