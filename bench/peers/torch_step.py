"""Times the training steps of `Sargam.Studies steps` in PyTorch: gather a batch, draw noise, forward, loss, backward, Adam.

    torch_step.py THREADS [NAME]

Prints "name wall cpu" per case: medians over the steps, in milliseconds.
"""
import sys
import time

import torch
from torch import nn

THREADS = int(sys.argv[1])
ONLY = sys.argv[2] if len(sys.argv) > 2 else ""
torch.set_num_threads(THREADS)
torch.manual_seed(1)


class Vae(nn.Module):
    def __init__(self, encoder, hidden, latent, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder
        self.mu, self.logvar = nn.Linear(hidden, latent), nn.Linear(hidden, latent)

    def forward(self, x, noise):
        hidden = self.encoder(x)
        mu, logvar = self.mu(hidden), self.logvar(hidden)
        return self.decoder(mu + noise * torch.exp(0.5 * logvar)), mu, logvar


def mlp(sizes, latent):
    def layers(widths, last):
        modules = []
        for i, (a, b) in enumerate(zip(widths, widths[1:])):
            modules.append(nn.Linear(a, b))
            if not last or i < len(widths) - 2:
                modules.append(nn.ReLU())
        return nn.Sequential(*modules)
    return Vae(layers(sizes, False), sizes[-1], latent, layers([latent] + sizes[::-1], True))


def conv2d():
    def block(conv, channels):
        return [conv, nn.BatchNorm2d(channels), nn.LeakyReLU(0.2)]
    encoder = nn.Sequential(
        *block(nn.Conv2d(1, 32, 3, 2, 1, bias=False), 32), *block(nn.Conv2d(32, 64, 3, 2, 1, bias=False), 64),
        *block(nn.Conv2d(64, 128, 3, 2, 1, bias=False), 128), nn.Flatten())
    decoder = nn.Sequential(
        nn.Linear(32, 128 * 5 * 17), nn.Unflatten(1, (128, 5, 17)),
        *block(nn.ConvTranspose2d(128, 64, 3, 2, 1, output_padding=(1, 0), bias=False), 64),
        *block(nn.ConvTranspose2d(64, 32, 3, 2, 1, output_padding=(1, 0), bias=False), 32),
        nn.ConvTranspose2d(32, 1, 3, 2, 1, output_padding=(0, 1)))
    return Vae(encoder, 128 * 5 * 17, 32, decoder)


# Name, network, shape of a row, batch, latent size, beta, steps to warm up, steps to time.
CASES = [
    ("mlp-40", lambda: mlp([40, 128, 64], 16), (40,), 64, 16, 1.0, 100, 500),
    ("mlp-2600", lambda: mlp([2600, 512], 16), (2600,), 32, 16, 1.0, 15, 60),
    ("conv2d", conv2d, (1, 39, 130), 64, 32, 4.0, 3, 12),
    ("conv2d-channels-last", conv2d, (1, 39, 130), 64, 32, 4.0, 3, 12),
]


def middle(values):
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def run(name, network, shape, batch, latent, beta, warm_up, steps):
    model = network().train()
    data = torch.randn(16 * batch, *shape)
    if name.endswith("channels-last"):
        model = model.to(memory_format=torch.channels_last)
        data = data.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    wall, cpu = [], []
    for step in range(warm_up + steps):
        start, start_cpu = time.perf_counter(), time.process_time()
        if step % 16 == 0:
            order = torch.randperm(len(data))
        rows = order[step % 16 * batch:][:batch]
        x = data[rows]
        output, mu, logvar = model(x, torch.randn(batch, latent))
        loss = ((output - x).pow(2).sum() + beta * 0.5 * (mu.pow(2) + logvar.exp() - 1 - logvar).sum()) / batch
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        loss.item()
        wall.append(1e3 * (time.perf_counter() - start))
        cpu.append(1e3 * (time.process_time() - start_cpu))
    print(f"{name} {middle(wall[warm_up:]):.4f} {middle(cpu[warm_up:]):.4f}", flush=True)


for case in CASES:
    if case[0].startswith(ONLY):
        run(*case)
