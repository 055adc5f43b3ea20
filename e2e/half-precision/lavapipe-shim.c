/*
 * Makes Mesa's lavapipe (Vulkan on the CPU) look like SwiftShader, so that Chromium has a WebGPU adapter with half
 * precision on a machine without a GPU. SwiftShader, which Chromium ships, has no 16-bit floats.
 *
 * Chromium loads its software driver, libvk_swiftshader.so, from its own folder without a Vulkan loader, and gets every
 * function from vkGetInstanceProcAddr. This library takes its place and forwards all calls to lavapipe, with three
 * changes:
 *
 * - It reports SwiftShader's vendor and device ids. Dawn recognises SwiftShader by them, and Chromium allows no other
 *   software adapter.
 *   https://dawn.googlesource.com/dawn/+/refs/heads/main/src/dawn/gpu_info.json
 * - It claims two features that Dawn requires but Mesa 22 lacks: indexing arrays of images by a value that is not
 *   constant. WGSL has no arrays of images, so nothing uses them.
 *   https://dawn.googlesource.com/dawn/+/refs/heads/main/src/dawn/native/vulkan/PhysicalDeviceVk.cpp
 * - It removes these two features when a device is created, because a driver rejects features that it lacks.
 *
 *   gcc -O2 -shared -fPIC -DLAVAPIPE='"/path/of/libvulkan_lvp.so"' -o libvk_swiftshader.so lavapipe-shim.c -ldl
 */
#define VK_NO_PROTOTYPES
#include <dlfcn.h>
#include <string.h>
#include <vulkan/vulkan.h>

#define GOOGLE 0x1AE0
#define SWIFTSHADER 0xC0DE

static PFN_vkGetInstanceProcAddr lavapipe;
/* The GPU process creates only one. */
static VkInstance instance;

#define ASK(name) ((PFN_##name)lavapipe(instance, #name))

static void set_array_indexing(VkPhysicalDeviceFeatures *features, VkBool32 value) {
  features->shaderSampledImageArrayDynamicIndexing = value;
  features->shaderStorageImageArrayDynamicIndexing = value;
}

static void set_identity(VkPhysicalDeviceProperties *properties) {
  properties->vendorID = GOOGLE;
  properties->deviceID = SWIFTSHADER;
}

static VkResult VKAPI_CALL create_instance(const VkInstanceCreateInfo *info, const VkAllocationCallbacks *allocator,
                                           VkInstance *out) {
  VkResult result = ((PFN_vkCreateInstance)lavapipe(NULL, "vkCreateInstance"))(info, allocator, out);
  if (result == VK_SUCCESS) instance = *out;
  return result;
}

static void VKAPI_CALL get_features(VkPhysicalDevice device, VkPhysicalDeviceFeatures *features) {
  ASK(vkGetPhysicalDeviceFeatures)(device, features);
  set_array_indexing(features, VK_TRUE);
}

static void VKAPI_CALL get_features2(VkPhysicalDevice device, VkPhysicalDeviceFeatures2 *features) {
  ASK(vkGetPhysicalDeviceFeatures2)(device, features);
  set_array_indexing(&features->features, VK_TRUE);
}

static void VKAPI_CALL get_properties(VkPhysicalDevice device, VkPhysicalDeviceProperties *properties) {
  ASK(vkGetPhysicalDeviceProperties)(device, properties);
  set_identity(properties);
}

static void VKAPI_CALL get_properties2(VkPhysicalDevice device, VkPhysicalDeviceProperties2 *properties) {
  ASK(vkGetPhysicalDeviceProperties2)(device, properties);
  set_identity(&properties->properties);
}

static VkResult VKAPI_CALL create_device(VkPhysicalDevice physical, const VkDeviceCreateInfo *info,
                                         const VkAllocationCallbacks *allocator, VkDevice *out) {
  VkDeviceCreateInfo changed = *info;
  VkPhysicalDeviceFeatures features;
  if (info->pEnabledFeatures) {
    features = *info->pEnabledFeatures;
    set_array_indexing(&features, VK_FALSE);
    changed.pEnabledFeatures = &features;
  }
  /* Changed in place: the chain is on Dawn's stack, and is not read again. A copy would need the whole chain. */
  for (VkBaseOutStructure *next = (VkBaseOutStructure *)info->pNext; next; next = next->pNext) {
    if (next->sType == VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2) {
      set_array_indexing(&((VkPhysicalDeviceFeatures2 *)next)->features, VK_FALSE);
    }
  }
  return ASK(vkCreateDevice)(physical, &changed, allocator, out);
}

static const struct {
  const char *name;
  PFN_vkVoidFunction function;
} changed[] = {
    {"vkCreateInstance", (PFN_vkVoidFunction)create_instance},
    {"vkCreateDevice", (PFN_vkVoidFunction)create_device},
    {"vkGetPhysicalDeviceFeatures", (PFN_vkVoidFunction)get_features},
    {"vkGetPhysicalDeviceFeatures2", (PFN_vkVoidFunction)get_features2},
    {"vkGetPhysicalDeviceFeatures2KHR", (PFN_vkVoidFunction)get_features2},
    {"vkGetPhysicalDeviceProperties", (PFN_vkVoidFunction)get_properties},
    {"vkGetPhysicalDeviceProperties2", (PFN_vkVoidFunction)get_properties2},
    {"vkGetPhysicalDeviceProperties2KHR", (PFN_vkVoidFunction)get_properties2},
};

VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL vkGetInstanceProcAddr(VkInstance asked, const char *name) {
  if (!lavapipe) {
    void *library = dlopen(LAVAPIPE, RTLD_NOW | RTLD_LOCAL);
    if (library) lavapipe = (PFN_vkGetInstanceProcAddr)dlsym(library, "vk_icdGetInstanceProcAddr");
    if (!lavapipe) return NULL;
  }
  for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
    if (!strcmp(name, changed[i].name)) return changed[i].function;
  }
  return lavapipe(asked, name);
}
