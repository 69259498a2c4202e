// Memory for large tables that are read at random: on pages of 2 MiB, where the system gives them, so that a lookup
// waits for the entry alone and not for the page table too.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace medcredit::grading {

/// Small amounts are allocated as usual. The advice is one: without such pages everything works the same.
template <class T>
struct HugePages {
  using value_type = T;
  static constexpr std::size_t kPage = std::size_t{2} << 20U;

  HugePages() = default;
  template <class U>
  explicit HugePages(const HugePages<U>& /*unused*/) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    void* memory = ::operator new (bytes, std::align_val_t{kPage});
    (void)::madvise(memory, bytes, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) {
      ::operator delete(memory);
    } else {
      ::operator delete (memory, std::align_val_t{kPage});
    }
  }
  template <class U>
  friend bool operator==(const HugePages& /*unused*/, const HugePages<U>& /*unused*/) {
    return true;
  }
};

template <class T>
using HugeVector = std::vector<T, HugePages<T>>;

}  // namespace medcredit::grading
